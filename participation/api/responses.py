"""What did government answer, to what, and with which verdict?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet, Subquery
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actors import actor_of
from accounts.names import name_subquery
from ogp_tracker import as_of
from ogp_tracker.rest.pages import Order
from ogp_tracker.rest.schema import REDACTION, removed
from ogp_tracker.rest.views import NumberedView, Row
from participation import models
from participation.actions import NewResponse, respond
from participation.api.shapes import NewResponseShape, ResponseShape
from participation.api.targets import concerned, page
from participation.filters import ResponseFilter


class ResponseView(NumberedView):
    """Public answers to comments. With a token that may write, the body whose turn it is answers."""

    order = Order(("-event_id",))
    columns = (
        "event_id", "verdict", "text", "language", "recorded_at", "body__slug", "body_name", "role", "is_sample",
        *REDACTION,
    )  # fmt: skip
    filterset_class = ResponseFilter
    serializer_class = ResponseShape

    def found(self) -> QuerySet[Any]:
        day, known_at = self.moment.day, self.moment.known_at
        name = name_subquery(day, of="body", known_at=known_at)
        return models.Response.objects.said(day, known_at=known_at).annotate(
            body_name=Subquery(name.values("name")[:1])
        )

    def shaped(self, rows: Sequence[Row], *, whole: bool = False) -> list[Row]:
        answered = self._answered([row["event_id"] for row in rows])
        return [removed(row, self._response(row, answered[row["event_id"]])) for row in rows]

    def _answered(self, responses: list[int]) -> dict[int, list[Row]]:
        """The comments each response answers, with what they concern. One query."""
        answers = models.Answer.objects.filter(response__in=responses).order_by("comment")
        rows = answers.annotate(**concerned("comment__")).values(
            "response_id", "comment_id", "of_plan", "of_code", "of_step"
        )
        found: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            found[row["response_id"]].append(row)
        return found

    def _response(self, row: Row, answered: list[Row]) -> Row:
        number = row["event_id"]
        return {
            "id": number,
            "comments": [each["comment_id"] for each in answered],
            "verdict": row["verdict"],
            "text": row["text"],
            "language": row["language"],
            "recorded_at": row["recorded_at"],
            "body": {"id": row["body__slug"], "name": row["body_name"]} if row["body__slug"] else None,
            "role": row["role"],
            "is_sample": row["is_sample"],
            "links": {
                "html": f"{self.page_of(page(answered[0]))}#comment-{answered[0]['comment_id']}",
                "self": self.api(f"responses/{number}/"),
            },
        }

    @extend_schema(request=NewResponseShape, responses={201: ResponseShape})
    def create(self, request: Request) -> Response:
        """Answer one comment, or several at once, with a verdict and a why."""
        now = as_of.now()
        given = NewResponseShape.read(request.data)
        comments = models.Comment.objects.in_bulk(given["comments"])
        unknown = [str(number) for number in given["comments"] if number not in comments]
        if unknown:
            raise ValidationError({"comments": _("There is no comment %s.") % ", ".join(unknown)})
        new = NewResponse(**given | {"comments": list(comments.values())})
        row = respond(new, by=actor_of(request.user, day=as_of.local_day(now)), now=now)
        shown = self.read(self.found().filter(pk=row.pk))
        return Response(shown, status=201, headers={"Location": shown["links"]["self"]})
