"""Where does each resource of the API stand? The one router."""

from django.urls import URLPattern, URLResolver, path, re_path
from rest_framework.routers import DefaultRouter
from rest_framework.viewsets import ViewSetMixin

from accounts.api import EventView, OrganisationView
from commitments.api import AmendmentView, CommitmentView, PlanView
from milestones.api import EvidenceView, FileView, MilestoneView, StatementView, StatusUpdateView
from ogp_tracker.rest.docs import DocumentationView, RootView, SchemaView
from ogp_tracker.rest.problems import not_found
from participation.api import CommentView, ResponseView
from reporting.api import AssessmentView, EvidenceMatrixView, IrmReportView, ReportView

router = DefaultRouter()
router.include_format_suffixes = False  # or nor-4.3 would be read as an id and a format
router.include_root_view = False
VIEWS: dict[str, type[ViewSetMixin]] = {
    "plans": PlanView,
    "commitments": CommitmentView,
    "milestones": MilestoneView,
    "status-updates": StatusUpdateView,
    "statements": StatementView,
    "evidence": EvidenceView,
    "files": FileView,
    "comments": CommentView,
    "responses": ResponseView,
    "assessments": AssessmentView,
    "irm-reports": IrmReportView,
    "evidence-matrix": EvidenceMatrixView,
    "reports": ReportView,
    "organisations": OrganisationView,
    "amendments": AmendmentView,
    "events": EventView,
}
for name, view in VIEWS.items():
    router.register(name, view, basename=name)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RootView.as_view(names=tuple(name for name in VIEWS if name != "files")), name="api-root"),
    *router.urls,
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("docs/", DocumentationView.as_view(), name="api-docs"),
    re_path(r"^(?P<path>.*)$", not_found),
]
