"""Addresses of the public pages of milestones and their evidence."""

from django.urls import path

from milestones import views

urlpatterns = [
    path(
        "plans/<slug:plan>/commitments/<slug:code>/milestones/<int:number>/",
        views.milestone_show,
        name="milestone-show",
    ),
    path("evidence/<int:number>/file/", views.evidence_download, name="evidence-download"),
]
