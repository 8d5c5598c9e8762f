"""Addresses of the conversation's public pages."""

from django.urls import path

from participation import views

urlpatterns = [
    path("plans/<slug:plan>/comments/", views.comment_list, name="comment-list"),
    path("comments/<int:number>/", views.comment_show, name="comment-show"),
]
