"""What does somebody comment on? The plan, commitment, milestone or entry that an address names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from commitments.models import ActionPlan, Commitment
from milestones.models import Milestone, StatusUpdate
from participation.said import About

_ENTRY = "status-update-"


@dataclass(frozen=True)
class Target:
    """What a new comment is about: the field of the comment and its value, and how it is called."""

    field: str
    row: Any
    about: About

    @property
    def takes_view(self) -> bool:
        """A view of completion belongs to a commitment or a milestone."""
        return self.field in ("commitment", "milestone")


def target_of(name: str) -> Target:
    """The target with this public id (an entry is ``status-update-212``). Raises Http404."""
    if name.startswith(_ENTRY):
        return _entry(name.removeprefix(_ENTRY))
    by_depth: tuple[tuple[str, Any, str], ...] = (
        ("plan", ActionPlan, "slug"),
        ("commitment", Commitment, "public_id"),
        ("milestone", Milestone, "public_id"),
    )
    depth = name.count(".")
    if depth < len(by_depth):
        field, model, column = by_depth[depth]
        row = model.objects.filter(**{column: name}).first()
        if row is not None:
            return Target(field, row, About(name))
    raise Http404(_("There is no “%(name)s” here to comment on.") % {"name": name[:60]})


def _entry(number: str) -> Target:
    known = StatusUpdate.objects.select_related("milestone")
    row = known.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 16 else None
    if row is None:
        raise Http404(_("There is no entry “%(number)s” here to comment on.") % {"number": number[:40]})
    return Target("status_update", row, About(row.milestone.public_id, entry=row.pk))
