"""Addresses of the conversation: its public pages, and the pages on which people take part."""

from django.urls import path

from participation import views
from participation.desk import views as desk

urlpatterns = [
    path("plans/<slug:plan>/comments/", views.comment_list, name="comment-list"),
    path("comments/<int:number>/", views.comment_show, name="comment-show"),
    path("comments/on/<str:target>/", desk.comment_write, name="comment-write"),
    path("comments/<int:number>/answer/", desk.comment_answer, name="comment-answer"),
    path("comments/<int:number>/forward/", desk.comment_forward, name="comment-forward"),
]
