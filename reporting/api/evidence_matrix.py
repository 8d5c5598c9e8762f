"""What is claimed, since when, what proves it, and what is missing? A row per milestone of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, StreamingHttpResponse
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from ogp_tracker.rest.pages import CursorPages
from ogp_tracker.rest.parameters import BadParameters
from ogp_tracker.rest.views import ReadView, Row, public_id_in
from reporting import evidence_matrix
from reporting.api.matrix_shapes import MatrixRowShape, shown
from reporting.document import Milestone
from reporting.filters import EvidenceMatrixFilter
from reporting.reading import reading_of


class OnePage(CursorPages):
    """All rows at once, in the envelope of a page: a plan has tens of milestones."""

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return []


class EvidenceMatrixView(ReadView):
    """The evidence matrix of a plan, as it stood on the day."""

    pagination_class = OnePage
    http_method_names = ["get", "head"]
    filterset_class = EvidenceMatrixFilter
    serializer_class = MatrixRowShape

    def list(self, request: Request) -> Response | StreamingHttpResponse:
        """A row per milestone, in the plan's order; as JSON or as CSV."""
        asked = self._asked()
        built = self._built(asked["plan"] or settings.OGP_HOME_PLAN)
        rows = [self._shown(row) for row in built if _fits(row, asked)]
        return self.csv([rows]) if self.wants_csv() else self.envelope(rows)

    def retrieve(self, request: Request, id: str) -> Response:
        """One row, by the id of its milestone."""
        found = [row for row in self._built(public_id_in(id).partition(".")[0]) if row.public_id == id]
        if not found:
            raise Http404(_("There is no such thing, or it was not yet known on the day that is asked for."))
        return Response(self._shown(found[0]))

    def parameters(self) -> set[str]:
        return set(self.filterset_class.base_filters) if self.action == "list" else set()

    def _built(self, plan: str) -> Sequence[Milestone]:
        """The rows of a plan. Raises Http404."""
        reading = reading_of(plan, self.moment)
        if reading is None:
            raise Http404(_("There is no such plan, or it was not yet known on the day that is asked for."))
        return evidence_matrix.build(reading)

    def _asked(self) -> Row:
        asked = self.filterset_class(self.request.query_params, self.get_queryset(), moment=self.moment)
        if not asked.is_valid():
            raise BadParameters({name: [str(each) for each in found] for name, found in asked.errors.items()})
        found: dict[str, Any] = asked.form.cleaned_data
        return found

    def _shown(self, row: Milestone) -> Row:
        plan = row.public_id.partition(".")[0]
        page = f"plans/{plan}/commitments/{row.commitment}/milestones/{row.number}/"
        links = {"html": self.page_of(page), "self": self.api(f"evidence-matrix/{row.public_id}/")}
        return shown(row, links=links)


def _fits(row: Milestone, asked: Row) -> bool:
    """Whether a row is among those that are asked for."""
    return (
        (not asked["commitment"] or row.public_id.rpartition(".")[0] == asked["commitment"])
        and (asked["unproven"] is None or row.is_unproven == asked["unproven"])
        and (not asked["gap"] or bool(set(asked["gap"]) & set(row.gaps)))
    )
