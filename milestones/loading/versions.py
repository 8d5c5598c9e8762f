"""How does a changed wording become new versions: added, reworded, withdrawn, or corrected?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from commitments.versions import Version
from milestones.loading.changes import Difference, Draft, Treatment, column_value, differences
from milestones.loading.wording import Values
from milestones.plan_file.parts import Texts

Change = Version.Change

_FIRST = {
    Treatment.ADOPTION: Change.ADOPTED,
    Treatment.AMENDMENT: Change.ADDED,
    Treatment.CORRECTION: Change.CORRECTED,
}


def draft_version(
    draft: Draft,
    model: type[Version],
    subject: Mapping[str, Any],
    values: Values,
    *,
    history: Sequence[Version],
    place: str = "",
    withdrawn: Texts | None = None,
) -> None:
    """Draft what brings the wording of ``subject`` to ``values``; nothing if the record says so already.

    ``history`` is every version of the subject, oldest first. ``withdrawn`` is the reason, if it is.
    """
    if not history:
        _first(draft, model, subject, values, place=place, withdrawn=withdrawn)
        return
    versions = _effective(history)
    spoken_of = _closest(versions, values, withdrawn=withdrawn is not None)
    found = differences(spoken_of, values)
    withdraws = withdrawn is not None and not _is_withdrawn(spoken_of)
    if not found and not withdraws:
        return
    if draft.treatment == Treatment.AMENDMENT:
        newest = versions[-1]
        if draft.day < newest.valid_from:
            sentence = f"Its newest wording holds from {newest.valid_from}, after the day of the amendment."
            draft.refuse(place, sentence)
            return
        reason = withdrawn.get(draft.language, "") if withdrawn and withdraws else ""
        values = _overlaid(newest, values, found)
        row = _amended(
            draft, model, subject, values, withdrawn=withdraws or _is_withdrawn(newest), reason=reason
        )
        draft.add(row, change=row.change, found=found, place=place)
    elif withdraws:
        draft.refuse(place, "What is withdrawn is withdrawn by an amendment: load the file as one.")
    else:
        later = [version for version in versions if version.valid_from >= spoken_of.valid_from]
        _correct(draft, subject, values, found, versions=later, place=place)


def _effective(history: Sequence[Version]) -> list[Version]:
    """Of all versions of one thing, oldest first, those that hold on some day: the last of each first day."""
    return list({version.valid_from: version for version in history}.values())


def _closest(versions: Sequence[Version], values: Values, *, withdrawn: bool) -> Version:
    """The version a file speaks of: the one it differs least from, the newest of equals.

    So the file of the plan as adopted can be loaded again after an amendment, and changes nothing; and a
    typing error corrected in it does not undo the amendment.
    """
    return min(
        reversed(versions),
        key=lambda version: len(differences(version, values)) + (_is_withdrawn(version) != withdrawn),
    )


def _is_withdrawn(version: Version) -> bool:
    return version.change == Change.WITHDRAWN


def _overlaid(version: Version, values: Values, found: Sequence[Difference]) -> Values:
    """A version's own values in the columns that a file fills, with what the file changes in them."""
    own = {name: getattr(version, name) for name in values}
    return {**own, **{one.field: values[one.field] for one in found}}


def _first(
    draft: Draft,
    model: type[Version],
    subject: Mapping[str, Any],
    values: Values,
    *,
    place: str,
    withdrawn: Texts | None,
) -> None:
    if withdrawn is not None:
        draft.refuse(place, "It is withdrawn before it was part of the plan: load the plan as adopted first.")
        return
    change = _FIRST[draft.treatment]
    row = model(**subject, **values, valid_from=draft.day, change=change, amendment=draft.amendment)
    draft.add(row, change=change, place=place)


def _amended(
    draft: Draft,
    model: type[Version],
    subject: Mapping[str, Any],
    values: Values,
    *,
    withdrawn: bool,
    reason: str,
) -> Version:
    """The wording as the amendment leaves it; what was withdrawn before stays withdrawn."""
    return model(
        **subject,
        **values,
        valid_from=draft.day,
        change=Change.WITHDRAWN if withdrawn else Change.REWORDED,
        amendment=draft.amendment,
        reason=reason,
    )


def _correct(
    draft: Draft,
    subject: Mapping[str, Any],
    values: Values,
    found: Sequence[Difference],
    *,
    versions: Sequence[Version],
    place: str,
) -> None:
    """Correct the first of ``versions``, and every later one that repeats what was wrong in it.

    Each correction keeps the day and the amendment of what it corrects; what is withdrawn stays so.
    """
    for version in versions:
        repeated = [
            one for one in found if column_value(version, one.field) == column_value(versions[0], one.field)
        ]
        if not repeated:
            continue
        row = type(version)(
            **subject,
            **_overlaid(version, values, repeated),
            valid_from=version.valid_from,
            change=Change.WITHDRAWN if _is_withdrawn(version) else Change.CORRECTED,
            amendment_id=version.amendment_id,
            reason=version.reason,
        )
        draft.add(row, change=Change.CORRECTED, found=repeated, place=place)
