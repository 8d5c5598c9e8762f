"""Addresses of the pages that are somebody's own."""

from django.urls import path

from accounts import token_views

urlpatterns = [
    path("desk/tokens/", token_views.token_list, name="token-list"),
    path("desk/tokens/<str:key>/revoke/", token_views.token_revoke, name="token-revoke"),
]
