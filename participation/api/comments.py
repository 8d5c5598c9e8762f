"""What did civil society say, has it been answered, and whose days were the days it waited?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actors import actor_of
from accounts.models import Organisation
from accounts.names import name_subquery, names_of
from commitments.models import PlanVersion, Responsibility
from ogp_tracker import as_of
from ogp_tracker.rest.pages import Order
from ogp_tracker.rest.schema import REDACTION, removed
from ogp_tracker.rest.views import NumberedView, Row
from participation.actions import NewComment, NewForwarding, comment, forward
from participation.api.responses import ResponseView
from participation.api.shapes import CommentShape, CommentWhole, NewCommentShape, NewForwardingShape
from participation.api.targets import TARGETS, concerned, page, targets
from participation.filters import CommentFilter
from participation.models import Answer, Comment, Forwarding
from participation.turns import Asked, clocks_of
from participation.waiting import Waiting


class CommentView(NumberedView):
    """Comments by civil society, with their clocks. With a token that may write, a member comments."""

    order = Order(("-event_id",))
    columns = (
        "event_id", "of_plan", "of_commitment", "of_commitment_pk", "of_code", "of_milestone", "of_step",
        "plan_id", "commitment_id", "milestone_id", "status_update_id", "text", "view", "view_reason", "view_counts",
        "language", "recorded_at", "body__slug", "body_name", "role", "response", "is_sample", *REDACTION,
    )  # fmt: skip
    filterset_class = CommentFilter
    serializer_class = CommentShape
    whole_serializer_class = CommentWhole

    def found(self) -> QuerySet[Any]:
        day, known_at = self.moment.day, self.moment.known_at
        answers = Answer.objects.said(day, known_at=known_at).filter(comment=OuterRef("pk")).order_by("pk")
        views = Comment.objects.views(day, known_at=known_at).filter(pk=OuterRef("pk"))
        rows = Comment.objects.said(day, known_at=known_at).annotate(**concerned())
        lead = (
            Responsibility.objects.standing(known_at=known_at)
            .filter(commitment=OuterRef("of_commitment_pk"), kind=Responsibility.Kind.LEAD, since__lte=day)
            .order_by("-since", "-pk")
        )
        coordinator = PlanVersion.objects.in_force(day, known_at=known_at).filter(plan=OuterRef("plan"))
        sent = Forwarding.objects.said(day, known_at=known_at).filter(comment=OuterRef("pk")).order_by("-pk")
        return rows.annotate(
            is_answered=Exists(answers),
            response=Subquery(answers.values("response")[:1]),
            view_counts=Exists(views),
            body_name=Subquery(name_subquery(day, of="body", known_at=known_at).values("name")[:1]),
            turn=Coalesce(
                Subquery(sent.values("receiver__slug")[:1]),
                Subquery(lead.values("organisation__slug")[:1]),
                Subquery(coordinator.values("coordinator__slug")[:1]),
            ),
        )

    def shaped(self, rows: Sequence[Row], *, whole: bool = False) -> list[Row]:
        waits = self._waits(rows)
        shown = [removed(row, self._comment(row) | {"waiting": waits[row["event_id"]]}) for row in rows]
        if whole:
            number = rows[0]["event_id"]
            shown[0] |= {"responses": self._responses(number), "forwardings": self._forwardings(number)}
        return shown

    def _comment(self, row: Row) -> Row:
        number = row["event_id"]
        return {
            "id": number,
            "about": next(name for name in TARGETS if row[f"{name}_id"] is not None),
            "plan": row["of_plan"],
            "commitment": row["of_commitment"],
            "milestone": row["of_milestone"],
            "status_update": row["status_update_id"],
            "text": row["text"],
            "view": row["view"],
            "view_reason": row["view_reason"],
            "view_counts": row["view_counts"],
            "language": row["language"],
            "recorded_at": row["recorded_at"],
            "body": {"id": row["body__slug"], "name": row["body_name"]} if row["body__slug"] else None,
            "role": row["role"],
            "response": row["response"],
            "is_sample": row["is_sample"],
            "links": {
                "html": f"{self.page_of(page(row))}#comment-{number}",
                "self": self.api(f"comments/{number}/"),
            },
        }

    def _waits(self, rows: Sequence[Row]) -> dict[int, Row]:
        """The clock of each comment as the representation shows it. Five queries at the most."""
        asked = [
            Asked(row["event_id"], row["recorded_at"], row["of_commitment_pk"], row["plan_id"])
            for row in rows
        ]
        clocks = clocks_of(asked, day=self.moment.day, known_at=self.moment.known_at)
        bodies = {booked.body for clock in clocks.values() for booked in clock.booked}
        bodies |= {clock.turn for clock in clocks.values() if clock.turn}
        named = self._named(bodies)
        return {number: _wait(clock, named) for number, clock in clocks.items()}

    def _named(self, bodies: set[int]) -> dict[int, Row]:
        if not bodies:
            return {}
        names = names_of(bodies, known_at=self.moment.known_at)
        found = {body: names.on(body, self.moment.day) for body in bodies}
        return {body: {"id": name.slug, "name": name.name} for body, name in found.items() if name}

    def _responses(self, comment: int) -> list[Row]:
        """What answered it, as ``/api/v1/responses/`` shows it."""
        view = ResponseView(request=self.request, basename="responses", action="list")
        answers = Answer.objects.filter(comment=comment).values("response")
        rows = view.found().filter(pk__in=answers).order_by("pk").values(*view.columns)
        return view.shaped(list(rows))

    def _forwardings(self, comment: int) -> list[Row]:
        day, known_at = self.moment.day, self.moment.known_at
        rows = (
            Forwarding.objects.said(day, known_at=known_at)
            .filter(comment=comment)
            .annotate(
                receiver_name=Subquery(
                    name_subquery(day, of="receiver", known_at=known_at).values("name")[:1]
                ),
                body_name=Subquery(name_subquery(day, of="body", known_at=known_at).values("name")[:1]),
            )
            .order_by("pk")
            .values(
                "event_id", "receiver__slug", "receiver_name", "reason", "language", "recorded_at", "body__slug",
                "body_name", "role", "is_sample", *REDACTION,
            )
        )  # fmt: skip
        return [removed(row, _forwarding(row)) for row in rows]

    @extend_schema(request=NewCommentShape, responses={201: CommentWhole})
    def create(self, request: Request) -> Response:
        """Publish a comment in the name of one's organisation."""
        now = as_of.now()
        given = NewCommentShape.read(request.data)
        new = NewComment(**given | targets(given))
        row = comment(new, by=actor_of(request.user, day=as_of.local_day(now)), now=now)
        return self._written(row.pk)

    @extend_schema(request=NewForwardingShape, responses={201: CommentWhole})
    @action(detail=True, methods=["post"], filterset_class=None)
    def forwarding(self, request: Request, id: str) -> Response:
        """Hand a comment to the body that should answer it. The clock keeps running."""
        now = as_of.now()
        given = NewForwardingShape.read(request.data)
        about = self.one(Comment.objects.all(), id).first()
        if about is None:
            raise Http404(_("There is no comment %s.") % id)
        receiver = Organisation.objects.filter(slug=given["receiver"]).first()
        if receiver is None:
            raise ValidationError({"receiver": _("There is no body “%s” here.") % given["receiver"]})
        new = NewForwarding(**given | {"comment": about, "receiver": receiver})
        forward(new, by=actor_of(request.user, day=as_of.local_day(now)), now=now)
        return self._written(about.pk)

    def _written(self, number: int) -> Response:
        shown = self.read(self.found().filter(pk=number))
        return Response(shown, status=201, headers={"Location": shown["links"]["self"]})


def _wait(clock: Waiting, named: dict[int, Row]) -> Row:
    return {
        "asked_on": clock.asked_on,
        "answered_on": clock.answered_on,
        "days": clock.days,
        "turn": named.get(clock.turn) if clock.turn else None,
        "booked": [
            {"body": named[row.body], "since": row.since, "until": row.until, "days": row.days}
            for row in clock.booked
        ],
    }


def _forwarding(row: Row) -> Row:
    return {
        "number": row["event_id"],
        "receiver": {"id": row["receiver__slug"], "name": row["receiver_name"]},
        "reason": row["reason"],
        "language": row["language"],
        "recorded_at": row["recorded_at"],
        "body": {"id": row["body__slug"], "name": row["body_name"]} if row["body__slug"] else None,
        "role": row["role"],
        "is_sample": row["is_sample"],
    }
