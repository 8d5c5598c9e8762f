"""Addresses of the pages of bodies and of the record."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("organisations/<slug:slug>/", views.organisation_show, name="organisation-show"),
    path("record/", views.record_list, name="record-list"),
    path("record/<int:number>/", views.event_show, name="event-show"),
]
