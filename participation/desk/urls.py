"""Addresses of the pages on which people take part."""

from django.urls import path

from participation.desk import views

urlpatterns = [
    path("comments/on/<str:target>/", views.comment_write, name="comment-write"),
    path("comments/<int:number>/answer/", views.comment_answer, name="comment-answer"),
    path("comments/<int:number>/forward/", views.comment_forward, name="comment-forward"),
]
