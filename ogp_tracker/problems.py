"""What must be put right in a form that was refused, and in which control?"""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import BaseForm


@dataclass(frozen=True)
class Problem:
    """One thing to put right, and the id of the control where it can be; empty where there is none."""

    sentence: str
    target: str


def problems_of(form: BaseForm) -> list[Problem]:
    """Everything to put right: first what concerns the whole form, then in the order of its fields."""
    found = [Problem(str(sentence), "") for sentence in form.non_field_errors()]
    for field in form:
        target = f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label or field.auto_id
        found += [Problem(str(sentence), "" if field.is_hidden else target) for sentence in field.errors]
    return found
