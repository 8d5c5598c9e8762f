"""Addresses of the pages of commitments and amendments."""

from django.urls import path

from commitments import views

urlpatterns = [
    path("plans/<slug:plan>/commitments/<slug:code>/", views.commitment_show, name="commitment-show"),
    path("plans/<slug:plan>/amendments/<int:ordinal>/", views.amendment_show, name="amendment-show"),
]
