"""What counts as proof, who puts it forward, and what becomes of a claim whose proof is withdrawn?"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actions import Removal, redact
from accounts.actors import operator
from accounts.models import User
from accounts.record import head
from accounts.verify import verify_record
from milestones.actions import NewEvidence, add_evidence, record_link_check, withdraw_evidence
from milestones.evidence import Evidence, LinkCheck
from milestones.warnings import warn_entry
from ogp_tracker import files
from ogp_tracker.jobs import Job
from tests.factories import END, NOW, START, TODAY, actor, noon, record, responsible, state
from tests.plan import SmallPlan

APRIL = date(2020, 4, 15)
LINK = NewEvidence(proves=" The draft is public. ", title=" Draft ", url="https://example.org/draft")
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def add(small_plan: SmallPlan, ministry_editor: User) -> Any:
    """Puts evidence forward for the first milestone: ``add(new, ...)``."""

    def put(
        new: NewEvidence = LINK, *, on: date = TODAY, by: User = ministry_editor, **about: Any
    ) -> Evidence:
        about = about or {"milestone": small_plan.milestone}
        return add_evidence(new, **about, by=actor(by, day=on), now=noon(on))

    return put


def withdraw(row: Evidence, *, by: User, on: date = TODAY, reason: str = "It was a draft.") -> Evidence:
    return withdraw_evidence(row, reason=reason, by=actor(by, day=on), now=noon(on))


def refused(action: Any) -> dict[str, list[str]]:
    """What a refusal says, by field; nothing was written."""
    before = str(head())
    with pytest.raises(ValidationError) as refusal:
        action()
    assert str(head()) == before
    if not hasattr(refusal.value, "error_dict"):
        return {"__all__": refusal.value.messages}
    return refusal.value.message_dict


# Links ----------------------------------------------------------------------------------------------------


def test_a_link_says_what_it_proves_and_is_looked_at(
    add: Any, small_plan: SmallPlan, ministry_editor: User
) -> None:
    row = Evidence.objects.get(pk=add().pk)
    assert (row.milestone, row.url, row.title) == (small_plan.milestone, "https://example.org/draft", "Draft")
    assert (row.proves, row.state, row.effective_on) == ("The draft is public.", "available", TODAY)
    assert (row.recorded_by, row.body, row.role) == (ministry_editor, small_plan.ministry, "official")
    assert list(Job.objects.values_list("kind", "arguments")) == [("milestones.check_link", [row.pk])]
    assert verify_record().size == row.pk


def test_evidence_of_an_entry_stands_from_the_day_the_entry_speaks_of(
    add: Any, small_plan: SmallPlan, ministry_editor: User
) -> None:
    entry = record(small_plan.milestone, "completed", by=ministry_editor, on=APRIL)
    row = add(milestone=small_plan.milestone, status_update=entry)
    assert (row.status_update, row.effective_on) == (entry, APRIL)


def test_evidence_may_be_about_a_commitment(add: Any, small_plan: SmallPlan) -> None:
    row = add(commitment=small_plan.commitment)
    assert (row.commitment, row.milestone, row.record_target()) == (small_plan.commitment, None, "utp-1.1")


def test_evidence_is_about_one_thing_and_about_that_of_its_entry(
    add: Any, small_plan: SmallPlan, ministry_editor: User
) -> None:
    entry = record(small_plan.second_milestone, "completed", by=ministry_editor)
    said = {"milestone": ["Evidence belongs to one milestone or to one commitment."]}
    both = {"milestone": small_plan.milestone, "commitment": small_plan.commitment}
    assert refused(lambda: add(**both)) == said
    assert refused(lambda: add(milestone=None)) == said
    said = {"milestone": ["Evidence belongs to the milestone its entry is about."]}
    assert refused(lambda: add(milestone=small_plan.milestone, status_update=entry)) == said
    assert refused(lambda: add(commitment=small_plan.commitment, status_update=entry)) == said


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"proves": " "}, "proves"),
        ({"url": ""}, "url"),
        ({"url": "draft.html"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "file:///etc/passwd"}, "url"),
        ({"state": "nonsense"}, "state"),
        ({"state": "withdrawn"}, "reason"),
        ({"state": "exempt", "legal_ground": "offl. § 13"}, "legal_ground"),
        ({"language": "tlh"}, "language"),
        ({"title": "x" * 301}, "title"),
    ],
)
def test_evidence_that_is_none_is_refused_at_its_field(add: Any, fields: dict[str, Any], field: str) -> None:
    new = NewEvidence(**{"proves": "It is out.", "url": "https://example.org/x"} | fields)
    assert field in refused(lambda: add(new))


@pytest.mark.parametrize("user", ["anne:secret@", "anne@", ":secret@"])
def test_a_link_gives_no_password_away(add: Any, user: str) -> None:
    said = "This address holds a user name or a password, which everybody would see. Leave it out."
    new = NewEvidence(proves="It is out.", url=f"https://{user}example.org/x")
    assert refused(lambda: add(new))["url"][-1:] in ([said], ["Enter a valid URL."])
    assert add(NewEvidence(proves="It is out.", url="https://example.org/@anne?to=a@b")).pk


def test_a_document_is_not_of_a_day_that_has_not_come(add: Any) -> None:
    said = {"document_on": ["This day has not come yet. Choose today or an earlier day."]}
    assert refused(lambda: add(NewEvidence(**vars(LINK) | {"document_on": date(2020, 5, 5)}))) == said
    assert add(NewEvidence(**vars(LINK) | {"document_on": TODAY})).document_on == TODAY


# Files ----------------------------------------------------------------------------------------------------


def stored(name: str = "minutes.pdf", content: bytes = PDF) -> files.StoredFile:
    return files.store(SimpleUploadedFile(name, content, content_type="text/html"))


def test_a_file_is_kept_under_its_hash_as_what_its_content_is(add: Any) -> None:
    file = stored()
    row = add(NewEvidence(proves="They met.", file=file, file_name="minutes.pdf"))
    assert (row.file.sha256, row.file.media_type) == (sha256(PDF).hexdigest(), "application/pdf")
    assert (row.file.path.read_bytes(), row.url, Job.objects.count()) == (PDF, "", 0)
    assert list(Evidence.objects.working(TODAY)) == [row]
    assert verify_record().size == row.pk


def test_a_program_named_like_a_document_is_refused(db: None) -> None:
    said = "The file is named .pdf, but its content is something else. Choose the right file."
    with pytest.raises(ValidationError) as refusal:
        stored("minutes.pdf", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00" + bytes(200))
    assert refusal.value.message_dict == {"file": [said]}
    assert not files.StoredFile.objects.exists()


def test_evidence_is_a_link_or_a_file_and_not_both(add: Any) -> None:
    new = NewEvidence(proves="It is out.", url="https://example.org/x", file=stored())
    assert refused(lambda: add(new)) == {"url": ["Give a link or a file, one of the two."]}


def test_a_file_that_was_removed_by_law_is_not_put_forward_again(add: Any) -> None:
    file = stored()
    files.remove(file, now=NOW)
    said = {"file": ["This file was removed from the record."]}
    assert refused(lambda: add(NewEvidence(proves="They met.", file=file))) == said


# Exempt from access ---------------------------------------------------------------------------------------


def test_what_is_exempt_names_its_legal_ground_and_is_no_public_evidence(add: Any) -> None:
    row = add(NewEvidence(proves="It was decided.", state="exempt", legal_ground="offl. § 13"))
    assert (row.state, row.legal_ground, row.url, row.file) == ("exempt", "offl. § 13", "", None)
    assert list(Evidence.objects.standing(TODAY)) == [row]
    assert list(Evidence.objects.working(TODAY)) == []


def test_what_is_exempt_without_a_ground_is_refused(add: Any) -> None:
    said = "What is exempt from access names its legal ground, and has no public link or file."
    new = NewEvidence(proves="It was decided.", state="exempt", legal_ground=" ")
    assert refused(lambda: add(new)) == {"legal_ground": [said]}


# Withdrawn ------------------------------------------------------------------------------------------------


def test_withdrawn_evidence_stands_no_more_from_its_day_and_stays_readable(
    add: Any, ministry_editor: User
) -> None:
    row = add(on=APRIL)
    gone = withdraw(row, by=ministry_editor)
    assert (gone.state, gone.replaces, gone.reason) == ("withdrawn", row, "It was a draft.")
    assert (gone.url, gone.title, gone.proves) == ("", "Draft", "The draft is public.")
    assert list(Evidence.objects.working(date(2020, 5, 3))) == [row]
    assert list(Evidence.objects.working(TODAY)) == []
    assert list(Evidence.objects.standing(TODAY)) == [gone]
    assert Evidence.objects.get(pk=row.pk).url == "https://example.org/draft"
    assert list(Evidence.objects.working(TODAY, known_at=noon(APRIL))) == [row]
    assert verify_record().size == gone.pk


def test_a_withdrawal_says_why(add: Any, ministry_editor: User) -> None:
    said = {"reason": ["Say why the evidence is withdrawn."]}
    row = add()
    assert refused(lambda: withdraw(row, by=ministry_editor, reason=" ")) == said


def test_evidence_is_withdrawn_only_once_and_its_withdrawal_never(add: Any, ministry_editor: User) -> None:
    row = add()
    gone = withdraw(row, by=ministry_editor)
    said = {"__all__": ["This evidence was already withdrawn or replaced."]}
    assert refused(lambda: withdraw(row, by=ministry_editor)) == said
    assert refused(lambda: withdraw(gone, by=ministry_editor)) == said


@pytest.mark.parametrize("fields", [(), ("proves",), ("url", "title")])
def test_evidence_that_lost_texts_to_the_law_can_still_be_withdrawn(
    add: Any, ministry_editor: User, fields: tuple[str, ...]
) -> None:
    row = add()
    removal = Removal(ground="GDPR art. 17", decided_by="KDD", fields=fields)
    redact(row, removal, by=operator(day=TODAY), now=NOW)
    row.refresh_from_db()
    gone = withdraw(row, by=ministry_editor)
    assert (gone.proves, gone.title, gone.url) == (row.proves, row.title, "")
    assert gone.reason == "It was a draft."
    assert list(Evidence.objects.standing(TODAY)) == [gone]
    assert verify_record().size == gone.pk


def test_a_claim_that_rests_on_withdrawn_evidence_alone_is_marked(
    small_plan: SmallPlan, ministry_editor: User
) -> None:
    proof = NewEvidence(proves="It is open.", url="https://example.org/portal")
    entry = record(small_plan.milestone, "completed", by=ministry_editor, on=APRIL, evidence=[proof])

    def said(day: date) -> list[str]:
        working = Evidence.objects.working(day).filter(status_update=entry).exists()
        known = {"completion": entry.completion, "effective_on": APRIL, "recorded_at": entry.recorded_at}
        days = {"plan_starts_on": START, "plan_ends_on": END}
        return [warning.code for warning in warn_entry(**known, **days, has_working_evidence=working)]

    assert said(TODAY) == []
    gone = withdraw(Evidence.objects.get(), by=ministry_editor)
    assert gone.status_update == entry
    assert (said(date(2020, 5, 3)), said(TODAY)) == ([], ["no_evidence"])


def test_evidence_of_a_statement_can_be_withdrawn(small_plan: SmallPlan, ministry_editor: User) -> None:
    proof = NewEvidence(proves="It is open.", url="https://example.org/portal")
    statement = state(small_plan.commitment, "completed", by=ministry_editor, evidence=[proof])
    gone = withdraw(Evidence.objects.get(), by=ministry_editor)
    assert (gone.statement, gone.commitment) == (statement, small_plan.commitment)


# Who may --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who",
    [
        "coordinator",
        "other_ministry_editor",
        "supporting_editor",
        "former_editor",
        "cso_member",
        "reviewer",
        "stranger",
    ],
)
def test_nobody_else_adds_or_withdraws(who: str, add: Any, request: pytest.FixtureRequest) -> None:
    by = request.getfixturevalue(who)
    row = add()
    with pytest.raises(PermissionDenied):
        add(by=by)
    with pytest.raises(PermissionDenied):
        withdraw(row, by=by)
    assert list(Evidence.objects.all()) == [row]


def test_the_body_responsible_in_the_plan_adds_evidence(
    add: Any, small_plan: SmallPlan, supporting_editor: User
) -> None:
    responsible(small_plan.commitment, small_plan.agency, kind="responsible")
    assert add(by=supporting_editor).body == small_plan.agency


# Whether links answer -------------------------------------------------------------------------------------


def check(row: Evidence, *, answered: bool) -> LinkCheck | None:
    return record_link_check(row, answered=answered, detail="x" * 300, by=actor(None), now=NOW)


def test_an_answer_is_recorded_when_it_differs_from_the_last_one(add: Any) -> None:
    row = add()
    checks = [check(row, answered=answered) for answered in (True, True, False, False, True)]
    assert [known and known.answered for known in checks] == [True, None, False, None, True]
    assert {known.detail for known in checks if known} == {"x" * 200}
    assert [known.role for known in LinkCheck.objects.all()] == ["operator"] * 3


def test_a_dead_link_is_no_working_evidence_until_it_answers_again(add: Any) -> None:
    row = add()
    assert list(Evidence.objects.working(TODAY)) == [row]
    check(row, answered=False)
    assert list(Evidence.objects.working(TODAY)) == []
    assert list(Evidence.objects.standing(TODAY)) == [row]
    check(row, answered=True)
    assert list(Evidence.objects.working(TODAY)) == [row]


def test_nobody_says_whether_a_link_answers_but_the_site(
    add: Any, ministry_editor: User, coordinator: User
) -> None:
    row = add()
    for who in (ministry_editor, coordinator):
        with pytest.raises(PermissionDenied):
            record_link_check(row, answered=False, detail="", by=actor(who), now=NOW)
    assert not LinkCheck.objects.exists()
