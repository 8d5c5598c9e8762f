"""Can the law remove a text, so that everybody sees that it was removed and everything else still verifies?"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from accounts.actions import Removal, add_member, erase_person, redact
from accounts.models import Event, Membership, Redaction, User
from accounts.verify import verify_record
from commitments.models import CommitmentVersion
from milestones.actions import NewEvidence, add_evidence
from milestones.entries import StatusUpdate
from milestones.evidence import Evidence
from milestones.models import Milestone
from ogp_tracker import files
from tests.factories import CHALLENGES, NOW, TODAY, actor, record, write
from tests.plan import SmallPlan

ALL = Removal(ground="GDPR art. 17", decided_by="KDD", case="20/123")
TEXTS = {"narrative": "Kari did it.", "next_steps": "Ask Kari."}


@pytest.fixture
def entry(small_plan: SmallPlan, ministry_editor: User) -> StatusUpdate:
    return record(small_plan.milestone, "limited", by=ministry_editor, **TEXTS)


def remove(row: Any, removal: Removal = ALL, *, by: User | None = None) -> Redaction:
    return redact(row, removal, by=actor(by), now=NOW)


def refused(row: Any, removal: Removal = ALL) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal:
        remove(row, removal)
    said: dict[str, list[str]] = {"__all__": refusal.value.messages}
    return refusal.value.message_dict if hasattr(refusal.value, "error_dict") else said


def test_a_removed_text_is_gone_and_a_tombstone_says_so(entry: StatusUpdate) -> None:
    tombstone = remove(entry)
    row = StatusUpdate.objects.get(pk=entry.pk)
    assert (row.narrative, row.challenges, row.next_steps, row.due_reason) == ("", "", "", "")
    assert row.redacted_fields() == ["narrative", "challenges", "next_steps"]
    assert row.redaction == tombstone
    assert (tombstone.target_number, tombstone.ground, tombstone.decided_by, tombstone.case) == (
        entry.pk,
        "GDPR art. 17",
        "KDD",
        "20/123",
    )
    event = Event.objects.get(pk=tombstone.pk)
    assert (event.verb, event.target, event.role) == ("redact", f"event-{entry.pk}", "operator")


def test_a_removal_counts_only_what_was_there(entry: StatusUpdate) -> None:
    """No re-planning was explained, so none was removed; that it was empty can still be proved."""
    assert "due_reason" not in remove(entry).fields
    assert "due_reason" in StatusUpdate.objects.get(pk=entry.pk).salts


def test_a_removed_text_is_gone_for_every_day(entry: StatusUpdate) -> None:
    remove(entry)
    before = NOW - timedelta(seconds=1)
    for known_at in (None, NOW, before):
        rows = StatusUpdate.objects.standing(TODAY, known_at=known_at).filter(pk=entry.pk)
        assert set(rows.values_list("narrative", "challenges")) <= {("", "")}
    assert Milestone.objects.as_of(TODAY).get(pk=entry.milestone_id).state == "limited"


def test_the_salts_of_removed_texts_are_gone_and_only_they(entry: StatusUpdate) -> None:
    remove(entry)
    row = StatusUpdate.objects.get(pk=entry.pk)
    assert row.salts == {
        name: salt
        for name, salt in entry.salts.items()
        if name not in ("narrative", "challenges", "next_steps")
    }


def test_the_record_still_verifies_and_counts_the_removal(entry: StatusUpdate) -> None:
    chain_hash = Event.objects.get(pk=entry.pk).chain_hash
    tombstone = remove(entry)
    verified = verify_record(expect=(entry.pk, chain_hash))
    assert (verified.size, verified.redactions) == (tombstone.pk, 1)


def test_named_fields_alone_are_removed(entry: StatusUpdate) -> None:
    tombstone = remove(entry, Removal(ground="GDPR", decided_by="KDD", fields=("narrative",)))
    row = StatusUpdate.objects.get(pk=entry.pk)
    assert (tombstone.fields, row.narrative, row.challenges) == (["narrative"], "", CHALLENGES)
    assert verify_record().redactions == 1


def test_texts_are_removed_from_a_row_only_once(entry: StatusUpdate) -> None:
    tombstone = remove(entry, Removal(ground="GDPR", decided_by="KDD", fields=("narrative",)))
    sentence = f"Texts were already removed from this row, by event {tombstone.pk}."
    assert refused(entry) == {"__all__": [sentence]}
    assert Redaction.objects.count() == 1


def test_only_texts_that_people_wrote_can_be_removed(entry: StatusUpdate) -> None:
    removal = Removal(ground="GDPR", decided_by="KDD", fields=("narrative", "completion", "nonsense"))
    assert refused(entry, removal) == {"fields": ["This cannot be removed from it: completion, nonsense."]}
    empty = Removal(ground="GDPR", decided_by="KDD", fields=("due_reason",))
    nothing = {"__all__": ["There is nothing to remove: it holds no text that people wrote."]}
    assert refused(entry, empty) == nothing
    assert refused(Membership.objects.all()[0]) == nothing
    assert not Redaction.objects.exists()


@pytest.mark.parametrize(("field", "missing"), [("ground", ""), ("decided_by", "")])
def test_a_removal_names_its_ground_and_who_decided(entry: StatusUpdate, field: str, missing: str) -> None:
    removal = Removal(**({"ground": "GDPR", "decided_by": "KDD"} | {field: missing}))
    assert refused(entry, removal) == {field: ["This field cannot be blank."]}


@pytest.mark.parametrize(
    "who",
    ["ministry_editor", "supporting_editor", "cso_member", "reviewer", "former_editor", "stranger"],
)
def test_only_a_coordinator_removes_texts(
    who: str, entry: StatusUpdate, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(PermissionDenied, match=r"Only a coordinator may remove a text by law\."):
        remove(entry, by=request.getfixturevalue(who))
    assert StatusUpdate.objects.get(pk=entry.pk).narrative == "Kari did it."


def test_a_coordinator_removes_texts_in_the_name_of_the_ministry(
    entry: StatusUpdate, coordinator: User, small_plan: SmallPlan
) -> None:
    tombstone = remove(entry, by=coordinator)
    assert (tombstone.role, tombstone.body, tombstone.recorded_by) == (
        "coordinator",
        small_plan.ministry,
        coordinator,
    )


def test_a_file_loses_its_bytes_and_its_name(
    small_plan: SmallPlan, ministry_editor: User, do_jobs: Callable[[], None]
) -> None:
    stored = files.store(SimpleUploadedFile("letter.pdf", b"%PDF-1.7 a letter from Kari\n%%EOF\n"))
    proof = NewEvidence(proves="It was sent.", title="Letter", file=stored, file_name="kari.pdf")
    row = add_evidence(proof, milestone=small_plan.milestone, by=actor(ministry_editor), now=NOW)
    assert stored.path.is_file()
    remove(row)
    do_jobs()
    row = Evidence.objects.get(pk=row.pk)
    assert (row.file, row.file_name, row.title, row.proves) == (None, "", "", "")
    assert sorted(row.redacted_fields()) == ["file", "file_name", "proves", "title"]
    assert not stored.path.exists()
    stored.refresh_from_db()
    assert stored.removed_at is not None
    assert verify_record().redactions == 1
    again = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 a letter from Kari\n%%EOF\n")
    with pytest.raises(ValidationError) as refusal:
        files.store(again)
    sentence = "This very file was removed from the record and cannot be published again."
    assert refusal.value.message_dict == {"file": [sentence]}


def test_a_link_is_removed_with_what_it_proved(small_plan: SmallPlan, ministry_editor: User) -> None:
    proof = NewEvidence(proves="It was sent.", url="https://example.org/kari")
    row = add_evidence(proof, milestone=small_plan.milestone, by=actor(ministry_editor), now=NOW)
    remove(row)
    assert not Evidence.objects.working(TODAY).filter(pk=row.pk).exists()
    assert verify_record().redactions == 1


def test_texts_in_several_languages_are_removed_in_all_of_them(small_plan: SmallPlan) -> None:
    texts = {"problem": {"en": "Ola cannot read it.", "nb": "Ola kan ikke lese det."}, "notes": ["Ask Ola."]}
    wording = {"title": {"en": "Publish it"}, "milestones_known": "complete"} | texts
    about = {"commitment": small_plan.commitment, "valid_from": TODAY, "change": "corrected"}
    row = write(CommitmentVersion(**about, **wording))
    assert remove(row).fields == ["problem", "notes"]
    row = CommitmentVersion.objects.get(pk=row.pk)
    assert (row.problem, row.notes, row.title) == ({}, [], {"en": "Publish it"})
    assert verify_record().redactions == 1


# The command ----------------------------------------------------------------------------------------------


def command(*arguments: str) -> str:
    out = io.StringIO()
    call_command("redact", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_removes_a_text(entry: StatusUpdate, today: Any) -> None:
    grounds = ["--ground", "GDPR art. 17", "--decided-by", "KDD", "--case", "20/123"]
    said = command(str(entry.pk), *grounds, "--field", "narrative")
    tombstone = Redaction.objects.get()
    assert said == f"Removed narrative of event {entry.pk}; recorded as event {tombstone.pk}.\n"
    assert (tombstone.role, tombstone.body, tombstone.recorded_by) == ("operator", None, None)
    with pytest.raises(CommandError) as refusal:
        command(str(entry.pk), *grounds)
    sentence = f"Texts were already removed from this row, by event {tombstone.pk}."
    assert str(refusal.value) == sentence


def test_the_command_says_that_there_is_no_such_event(entry: StatusUpdate, today: Any) -> None:
    with pytest.raises(CommandError) as refusal:
        command("999999", "--ground", "GDPR", "--decided-by", "KDD")
    assert str(refusal.value) == "There is no event 999999 in the record."


# Erasing a person -----------------------------------------------------------------------------------------


def test_erasing_a_person_cuts_every_link_and_the_record_still_verifies(
    entry: StatusUpdate, ministry_editor: User, coordinator: User, small_plan: SmallPlan
) -> None:
    new = User.objects.create_user("new@example.org")
    role = {"member_role": "official", "since": TODAY}
    add_member(small_plan.ministry, new, **role, by=actor(coordinator), now=NOW)
    chain = list(Event.objects.values_list("chain_hash", flat=True))
    for person in (ministry_editor, coordinator):
        erase_person(person)
    assert not User.objects.filter(
        email__in=["ministry-editor@example.org", "coordinator@example.org"]
    ).exists()
    row = StatusUpdate.objects.get(pk=entry.pk)
    assert (row.recorded_by, row.body, row.role, row.narrative) == (
        None,
        small_plan.ministry,
        "official",
        "Kari did it.",
    )
    assert Membership.objects.filter(user=None).count() == 2
    assert Membership.objects.get(user=new).recorded_by is None
    assert list(Event.objects.values_list("chain_hash", flat=True)) == chain
    assert verify_record().size == len(chain)
