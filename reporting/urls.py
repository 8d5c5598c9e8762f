"""Addresses of the pages about a whole plan."""

from django.urls import path

from reporting import appearance_views, figure_views, translation_views, views

urlpatterns = [
    path("", views.plan_home, name="plan-home"),
    path("plans/<slug:plan>/", views.plan_show, name="plan-show"),
    path("plans/<slug:plan>/themes/<slug:theme>/", views.theme_show, name="theme-show"),
    path("plans/<slug:plan>/milestones/", views.milestone_list, name="milestone-list"),
    path(
        "plans/<slug:plan>/charts/<slug:name>.svg",
        figure_views.figure_download,
        {"form": "svg"},
        name="figure-svg",
    ),
    path(
        "plans/<slug:plan>/charts/<slug:name>.csv",
        figure_views.figure_download,
        {"form": "csv"},
        name="figure-csv",
    ),
    path("plans/<slug:plan>/translations/", translation_views.translation_list, name="translation-list"),
    path("plans/<slug:plan>/translations.csv", translation_views.translation_table, name="translation-table"),
    path("how-states-are-set/", views.states_explain, name="states-explain"),
    path("data/", views.data_show, name="data-show"),
    path("appearance/", appearance_views.appearance_choose, name="appearance-choose"),
    path("language/", appearance_views.language_choose, name="language-choose"),
]
