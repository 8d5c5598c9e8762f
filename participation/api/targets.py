"""What does a comment concern, whatever it is about, and on which page can it be read?"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from commitments.models import ActionPlan, Commitment
from milestones.models import Milestone, StatusUpdate
from ogp_tracker.rest.views import Row

#: What a comment can be about: the model, and the column of its public id.
TARGETS: dict[str, tuple[type[Model], str]] = {
    "plan": (ActionPlan, "slug"),
    "commitment": (Commitment, "public_id"),
    "milestone": (Milestone, "public_id"),
    "status_update": (StatusUpdate, "pk"),
}
#: From a comment to the commitment it concerns; a comment on the plan concerns none.
_TO_COMMITMENT = ("commitment__", "milestone__commitment__", "status_update__milestone__commitment__")
_TO_MILESTONE = ("milestone__", "status_update__milestone__")


def concerned(comment: str = "") -> dict[str, Any]:
    """Annotations of a queryset that has comments at the path ``comment``."""
    to_plan = ("", *_TO_COMMITMENT)
    return {
        "of_plan": Coalesce(*(f"{comment}{way}plan__slug" for way in to_plan)),
        "of_commitment": Coalesce(*(f"{comment}{way}public_id" for way in _TO_COMMITMENT)),
        "of_commitment_pk": Coalesce(*(f"{comment}{way}pk" for way in _TO_COMMITMENT)),
        "of_code": Coalesce(*(f"{comment}{way}code" for way in _TO_COMMITMENT)),
        "of_milestone": Coalesce(*(f"{comment}{way}public_id" for way in _TO_MILESTONE)),
        "of_step": Coalesce(*(f"{comment}{way}number" for way in _TO_MILESTONE)),
    }


def page(row: Row) -> str:
    """Path of the page where a comment that was so annotated can be read."""
    path = f"plans/{row['of_plan']}/"
    if row["of_code"] is not None:
        path += f"commitments/{row['of_code']}/"
    return path if row["of_step"] is None else f"{path}milestones/{row['of_step']}/"


def targets(given: Row) -> Row:
    """What a new comment is about, from its public ids. Raises ValidationError by field for what is not there."""
    found: Row = {}
    for name, (model, column) in TARGETS.items():
        asked = given[name]
        found[name] = None if asked is None else model._default_manager.filter(**{column: asked}).first()
        if asked is not None and found[name] is None:
            raise ValidationError({name: _("There is no “%s” here.") % asked})
    return found
