"""Addresses of reports, evidence extracts and the evidence matrix."""

from django.urls import path

from reporting import evidence_views, extract_views, report_views

urlpatterns = [
    path("reports/", report_views.report_list, name="report-list"),
    path("reports/<int:number>/", report_views.report_show, name="report-show"),
    path("reports/<int:number>/retry/", report_views.report_retry, name="report-retry"),
    path(
        "reports/<int:number>/<slug:language>.<slug:form>",
        report_views.report_download,
        name="report-download",
    ),
    path("plans/<slug:plan>/reports/open/", report_views.report_open, name="report-open"),
    path("plans/<slug:plan>/extract/", extract_views.extract_ask, name="extract-ask"),
    path("plans/<slug:plan>/extract/<int:number>/", extract_views.extract_show, name="extract-show"),
    path(
        "plans/<slug:plan>/extract/<int:number>/<slug:language>.<slug:form>",
        extract_views.extract_download,
        name="extract-download",
    ),
    path("plans/<slug:plan>/evidence/", evidence_views.evidence_show, name="evidence-show"),
    path("plans/<slug:plan>/evidence.csv", evidence_views.evidence_table, name="evidence-table"),
]
