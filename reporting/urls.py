"""Addresses of the pages about a whole plan."""

from django.urls import path

from reporting import views

urlpatterns = [
    path("", views.plan_home, name="plan-home"),
    path("plans/<slug:plan>/", views.plan_show, name="plan-show"),
    path("plans/<slug:plan>/milestones/", views.milestone_list, name="milestone-list"),
    path("how-states-are-set/", views.states_explain, name="states-explain"),
    path("data/", views.data_show, name="data-show"),
]
