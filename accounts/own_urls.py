"""Addresses of the pages that are somebody's own."""

from django.urls import path

from accounts import sign_in, token_views

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("desk/tokens/", token_views.token_list, name="token-list"),
    path("desk/tokens/<str:key>/revoke/", token_views.token_revoke, name="token-revoke"),
]
