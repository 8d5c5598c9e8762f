"""Addresses of search, of the pages about the site itself, and of the parts it is made of."""

from django.urls import path

from reporting import about_views, feedback_views, parts_views, search_views

urlpatterns = [
    path("search/", search_views.search_show, name="search-show"),
    path("glossary/", about_views.glossary_show, name="glossary-show"),
    path("accessibility/", about_views.accessibility_show, name="accessibility-show"),
    path("privacy/", about_views.privacy_show, name="privacy-show"),
    path("feedback/", feedback_views.feedback_show, name="feedback-show"),
    path("feedback/sent/", feedback_views.feedback_sent, name="feedback-sent"),
    path("parts/", parts_views.parts_show, name="parts-show"),
]
