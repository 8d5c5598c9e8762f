"""Is everything written down in the chain, and is whoever rewrites it found out?"""

from __future__ import annotations

import hashlib
import io
import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import Removal, redact
from accounts.actors import operator
from accounts.leaf import MAX_LEAF_BYTES, LeafTooLarge, canonical_value, instant, leaf_bytes
from accounts.models import Event, Log, Membership, OrganisationName, User
from accounts.record import appending, head
from accounts.verify import BrokenRecord, Verified, verify_record
from commitments.models import Commitment
from milestones.actions import NewEvidence, add_evidence
from milestones.entries import CommitmentStatement, StatusUpdate
from milestones.models import Milestone
from ogp_tracker import files
from ogp_tracker.files import StoredFile
from tests import forgery
from tests.factories import CHALLENGES, NOW, TODAY, actor, body, noon, record, state
from tests.plan import SmallPlan


@dataclass(frozen=True)
class Told:
    """What the record tells in these tests: the small plan, two entries, a statement."""

    plan: SmallPlan
    editor: User
    first: StatusUpdate
    second: StatusUpdate
    statement: CommitmentStatement


@pytest.fixture
def told(small_plan: SmallPlan, ministry_editor: User) -> Told:
    return Told(
        plan=small_plan,
        editor=ministry_editor,
        first=record(small_plan.milestone, "limited", by=ministry_editor),
        second=record(small_plan.second_milestone, "completed", by=ministry_editor),
        statement=state(small_plan.commitment, "limited", by=ministry_editor),
    )


def leaf_of(row: Any) -> dict[str, Any]:
    leaf: dict[str, Any] = json.loads(bytes(Event.objects.get(pk=row.pk).leaf))
    return leaf


# What is written down -------------------------------------------------------------------------------------


def test_numbers_run_from_one_without_a_gap_and_are_the_rows_own(told: Told) -> None:
    numbers = list(Event.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert [told.first.pk, told.second.pk, told.statement.pk] == numbers[-3:]
    assert head().size == told.statement.pk


def test_an_action_that_fails_leaves_no_event_and_no_gap(told: Told) -> None:
    before = head()
    with pytest.raises(RuntimeError), appending(now=NOW) as log:
        name = OrganisationName(organisation=told.plan.cso, kind="civil_society", since=TODAY)
        log.write([name], verb="name_organisation", acting=operator(day=TODAY).acting("operator"))
        raise RuntimeError
    assert str(head()) == str(before)
    assert record(told.plan.milestone, "substantial", by=told.editor).pk == before.size + 1


def test_the_chain_can_be_recomputed_from_the_leaves_alone(told: Told) -> None:
    chain = bytes(32)
    for event in Event.objects.order_by("number"):
        leaf_hash = hashlib.sha256(b"\x00" + bytes(event.leaf)).digest()
        chain = hashlib.sha256(b"\x02" + chain + leaf_hash).digest()
        assert (event.leaf_hash, event.chain_hash) == (leaf_hash.hex(), chain.hex())
    assert head().head == chain.hex()


def test_leaves_are_canonical_json(told: Told) -> None:
    for event in Event.objects.all():
        leaf = json.loads(bytes(event.leaf))
        canonical = json.dumps(leaf, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        assert bytes(event.leaf) == canonical


def test_a_leaf_says_who_acted_as_what_on_what_and_commits_to_every_field(told: Told) -> None:
    leaf = leaf_of(told.first)
    fields = leaf.pop("fields")
    assert leaf == {
        "at": "2020-05-04T12:00:00.000000Z",
        "body": "utp-interior",
        "kind": "status_update",
        "leaf_version": 1,
        "number": told.first.pk,
        "origin": "ogp.test",
        "role": "official",
        "target": "utp-1.1.1",
        "verb": "record_status",
    }
    columns = {column.name for column in StatusUpdate._meta.concrete_fields}
    assert set(fields) == columns - {"event", "recorded_by", "salts", "redaction"}


def test_every_commitment_can_be_recomputed_from_the_value_and_its_salt(told: Told) -> None:
    row = StatusUpdate.objects.get(pk=told.first.pk)
    values = {
        "recorded_at": "2020-05-04T12:00:00.000000Z",
        "body": "utp-interior",
        "role": "official",
        "is_sample": False,
        "kind": "progress",
        "completion": "limited",
        "effective_on": "2020-05-04",
        "language": "en",
        "corrects": None,
        "position": row.pk,
        "milestone": "utp-1.1.1",
        "narrative": "",
        "challenges": CHALLENGES,
        "next_steps": "",
        "due_on": None,
        "due_reason": "",
    }
    computed = {}
    for name, value in values.items():
        said = json.dumps(["ogp-tracker/field/1", name, row.salts[name], value], separators=(",", ":"))
        computed[name] = hashlib.sha256(said.encode()).hexdigest()
    assert leaf_of(row)["fields"] == computed


def test_a_version_commits_to_the_columns_of_what_it_words(told: Told) -> None:
    version = told.plan.milestone.versions.get()
    identity = {
        "milestone.commitment": "utp-1.1",
        "milestone.public_id": "utp-1.1.1",
        "milestone.number": 1,
        "milestone.is_sample": False,
    }
    assert {name for name in leaf_of(version)["fields"] if "." in name} == set(identity)
    assert {name: leaf_of(version)["fields"][name] for name in identity} == {
        name: forgery.commitment(version, name, value) for name, value in identity.items()
    }


def test_every_field_of_every_row_has_a_fresh_salt(told: Told) -> None:
    same = [record(told.plan.milestone, "completed", by=told.editor) for _twice in range(2)]
    salts = [salt for row in [*same, told.second] for salt in row.salts.values()]
    assert len(set(salts)) == len(salts)
    assert {len(bytes.fromhex(salt)) for salt in salts} == {32}
    assert len({leaf_of(row)["fields"]["completion"] for row in same}) == 2


def test_leaves_hold_no_content_no_file_name_and_nobody(told: Told) -> None:
    told.editor.name = "Nomen Nescio"
    told.editor.save()
    stored = StoredFile.objects.create(sha256="ab" * 32, size=5, media_type="application/pdf")
    record(
        told.plan.milestone,
        "substantial",
        by=told.editor,
        narrative="Secretnarrative",
        challenges="Secretchallenges",
        evidence=[
            NewEvidence(proves="Secretproof", title="Secrettitle", url="https://secret.example/secretpath"),
            NewEvidence(proves="Secretproof", file=stored, file_name="secretfile.pdf"),
        ],
    )
    told_by_leaves = b"".join(bytes(event.leaf) for event in Event.objects.all()).decode().lower()
    assert re.findall(r"secret\w*|nomen|nescio|ministry-editor|@|(?:ab){32}", told_by_leaves) == []


def test_the_instant_never_goes_below_that_of_the_head(told: Told) -> None:
    earlier = record(told.plan.milestone, "completed", by=told.editor, now=NOW - timedelta(hours=3))
    assert earlier.recorded_at == NOW
    assert leaf_of(earlier)["at"] == "2020-05-04T12:00:00.000000Z"
    later = record(told.plan.milestone, "completed", by=told.editor, now=NOW + timedelta(seconds=1))
    assert later.recorded_at == NOW + timedelta(seconds=1)


def test_a_leaf_has_at_most_65535_bytes() -> None:
    def leaf(filler: int) -> bytes:
        return leaf_bytes(
            origin="ogp.test", number=7, at=NOW, verb="v", role="r", body="b", target="t", kind="k",
            fields={"f": "x" * filler},
        )  # fmt: skip

    room = MAX_LEAF_BYTES - len(leaf(0))
    assert len(leaf(room)) == 65_535
    with pytest.raises(LeafTooLarge) as refused:
        leaf(room + 1)
    assert str(refused.value) == "The leaf of event 7 has 65536 bytes; the limit is 65535."


@pytest.mark.parametrize("value", [1.5, [1, 2.0], {"a": [{"b": 0.1}]}])
def test_a_float_is_never_recorded_however_deep(value: Any) -> None:
    with pytest.raises(TypeError, match="A recorded field may not hold a float"):
        canonical_value(value)


def test_instants_are_written_in_utc_with_six_decimals() -> None:
    oslo_summer = timezone(timedelta(hours=2))
    assert instant(datetime(2020, 7, 1, 0, 30, tzinfo=oslo_summer)) == "2020-06-30T22:30:00.000000Z"
    assert instant(datetime(2020, 6, 30, 21, 59, 59, 999999, tzinfo=UTC)) == "2020-06-30T21:59:59.999999Z"
    assert canonical_value({"on": [date(2020, 6, 30)]}) == {"on": ["2020-06-30"]}


# What is found out ----------------------------------------------------------------------------------------


def broken(expect: tuple[int, str] | None = None) -> tuple[int, str]:
    """The first broken event and the reason that verification gives."""
    with pytest.raises(BrokenRecord) as found:
        verify_record(expect=expect)
    return found.value.number, found.value.reason


def test_an_untouched_record_verifies(told: Told) -> None:
    assert verify_record() == Verified(size=told.statement.pk, head=head().head, redactions=0)


def test_an_empty_record_verifies(db: None) -> None:
    assert verify_record() == Verified(size=0, head="0" * 64, redactions=0)
    assert verify_record(expect=(0, "0" * 64)).size == 0


def test_verification_costs_no_query_more_for_more_rows(told: Told) -> None:
    with CaptureQueriesContext(connection) as few:
        verify_record()
    for _time in range(3):
        record(told.plan.milestone, "completed", by=told.editor)
    with CaptureQueriesContext(connection) as many:
        verify_record()
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("completion", "completed"),
        ("challenges", ""),
        ("narrative", "Everything is fine."),
        ("effective_on", date(2020, 5, 3)),
        ("position", 1),
        ("is_sample", True),
        ("recorded_at", NOW - timedelta(days=1)),
        ("role", "coordinator"),
        ("due_on", date(2021, 1, 1)),
    ],
)
def test_a_changed_column_of_a_row_is_found(told: Told, column: str, value: Any) -> None:
    if column == "challenges":  # the database's own rule would find this one
        change = {"challenges": "Fog."}
    elif column == "due_on":
        change = {"due_on": value, "due_reason": ""} | {"kind": "unchanged"}
    else:
        change = {column: value}
    forgery.change(told.first, **change)
    number, reason = broken()
    assert number == told.first.pk
    assert reason in {f"the field “{name}” of its row was changed." for name in change}


def test_a_row_moved_to_another_subject_is_found(told: Told) -> None:
    forgery.change(told.first, milestone=told.plan.other_milestone)
    assert broken() == (told.first.pk, "its row is about utp-1.2.1, the leaf about utp-1.1.1.")


def test_a_changed_salt_is_found(told: Told) -> None:
    salts = told.first.salts
    forgery.change(told.first, salts=salts | {"completion": "00" * 32})
    assert broken() == (told.first.pk, "the field “completion” of its row was changed.")
    forgery.change(told.first, salts=salts | {"surplus": "00" * 32})
    assert broken() == (told.first.pk, "its row has salts for other fields than its leaf commits to.")


@pytest.mark.parametrize(
    ("column", "value"),
    [("number", 9), ("is_sample", True), ("public_id", "utp-1.1.9"), ("commitment", None)],
)
def test_a_changed_identity_is_found_at_its_first_version(told: Told, column: str, value: Any) -> None:
    milestone = told.plan.second_milestone
    forgery.change(milestone, **{column: value or told.plan.other_commitment})
    number, _reason = broken()
    assert number == milestone.versions.get().pk


@pytest.mark.parametrize(("column", "value"), [("number", "1b"), ("order", 5), ("code", "one")])
def test_a_renumbered_commitment_is_found(told: Told, column: str, value: Any) -> None:
    commitment = Commitment.objects.get(public_id="utp-1.1")
    forgery.change(commitment, **{column: value})
    sentence = f"the field “commitment.{column}” of its row was changed."
    assert broken() == (commitment.versions.get().pk, sentence)


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("verb", "retract", "'retract'"),
        ("role", "coordinator", "'coordinator'"),
        ("body", "utp-finance", "'utp-finance'"),
        ("target", "utp-1.2.1", "'utp-1.2.1'"),
        ("leaf_version", 2, "2"),
        ("recorded_at", NOW + timedelta(hours=1), "'2020-05-04T13:00:00.000000Z'"),
    ],
)
def test_a_changed_column_of_an_event_is_found(told: Told, column: str, value: Any, shown: str) -> None:
    forgery.change(Event.objects.get(pk=told.first.pk), **{column: value})
    number, reason = broken()
    name = "at" if column == "recorded_at" else column
    assert (number, reason.split(", the leaf ")[0]) == (told.first.pk, f"the column “{name}” says {shown}")


def test_a_changed_leaf_is_found(told: Told) -> None:
    event = Event.objects.get(pk=told.first.pk)
    forgery.change(event, leaf=bytes(event.leaf).replace(b"official", b"reviewer"))
    assert broken() == (told.first.pk, "its leaf is not what was hashed.")


def test_a_changed_leaf_with_its_hash_is_found(told: Told) -> None:
    event = Event.objects.get(pk=told.first.pk)
    leaf = bytes(event.leaf).replace(b"official", b"reviewer")
    forgery.change(event, leaf=leaf, leaf_hash=hashlib.sha256(b"\x00" + leaf).hexdigest(), role="reviewer")
    assert broken() == (told.first.pk, "it does not follow from the event before it.")


def test_a_deleted_row_is_found(told: Told) -> None:
    forgery.delete(told.second)
    assert broken() == (told.second.pk, "the status update it recorded is gone.")


def test_a_deleted_event_is_found(told: Told) -> None:
    forgery.delete(told.second, Event.objects.get(pk=told.second.pk))
    sentence = f"it is missing; the next event there is has number {told.statement.pk}."
    assert broken() == (told.second.pk, sentence)


def test_reordered_events_are_found(told: Told) -> None:
    one, other = (Event.objects.get(pk=row.pk) for row in (told.first, told.second))
    names = ("leaf", "leaf_hash", "chain_hash", "target")
    forgery.change(one, **{name: getattr(other, name) for name in names})
    forgery.change(other, **{name: getattr(one, name) for name in names})
    assert broken() == (told.first.pk, "it does not follow from the event before it.")


def test_a_row_that_no_event_recorded_is_found(told: Told) -> None:
    stray = StatusUpdate.objects.get(pk=told.first.pk)
    stray.pk, stray.event_id = told.statement.pk, told.statement.pk
    stray.save(force_insert=True)
    sentence = "a status update carries its number that it did not record."
    assert broken() == (told.statement.pk, sentence)


def test_an_event_after_the_head_is_found(told: Told) -> None:
    event = Event.objects.get(pk=told.second.pk)
    event.number = told.statement.pk + 1
    event.save(force_insert=True)
    sentence = f"it stands after the head of the record, which says {told.statement.pk}."
    assert broken() == (told.statement.pk + 1, sentence)


def test_an_event_before_the_first_is_found_with_its_row(told: Told) -> None:
    """Nobody would read a number below one, and the entry would be shown."""
    entry = StatusUpdate.objects.get(pk=told.first.pk)
    event = Event.objects.get(pk=told.first.pk)
    event.number = entry.pk = entry.event_id = -1
    event.save(force_insert=True)
    entry.save(force_insert=True)
    assert broken() == (1, "it is missing; the next event there is has number -1.")


def test_swapped_rows_are_found(told: Told) -> None:
    """Two rows of one kind exchange everything but their numbers, salts and all."""
    one, other = (StatusUpdate.objects.get(pk=row.pk) for row in (told.first, told.second))
    names = [column.attname for column in StatusUpdate._meta.concrete_fields if not column.primary_key]
    forgery.change(one, **{name: getattr(other, name) for name in names})
    forgery.change(other, **{name: getattr(one, name) for name in names})
    assert broken() == (one.pk, "its row is about utp-1.1.2, the leaf about utp-1.1.1.")


def test_a_row_swapped_with_one_on_the_same_subject_is_found(told: Told) -> None:
    one = StatusUpdate.objects.get(pk=told.first.pk)
    other = record(told.plan.milestone, "completed", by=told.editor)
    names = [column.attname for column in StatusUpdate._meta.concrete_fields if not column.primary_key]
    forgery.change(one, **{name: getattr(other, name) for name in names})
    number, reason = broken()
    assert (number, reason[-25:]) == (one.pk, "” of its row was changed.")


def test_a_tampered_instant_of_the_head_is_found(told: Told) -> None:
    """A head from the future would date every later entry there, one from the past would let clocks go back."""
    for at in (NOW + timedelta(days=999), NOW - timedelta(days=1), None):
        Log.objects.update(head_at=at)
        sentence = f"the head of the record says {at}, the events end at {NOW}."
        assert broken() == (told.statement.pk, sentence)


def test_an_event_that_was_dated_before_the_one_it_follows_is_found(told: Told) -> None:
    before = NOW - timedelta(days=1)
    forged = {"at": "2020-05-03T12:00:00.000000Z"}
    for row in (told.second,):
        forgery.change(row, recorded_at=before)
        forgery.change(Event.objects.get(pk=row.pk), recorded_at=before)

    def backdated(number: int, leaf: dict[str, Any]) -> None:
        if number == told.second.pk:
            row = StatusUpdate.objects.get(pk=number)
            commitment = forgery.commitment(row, "recorded_at", forged["at"])
            leaf.update(forged, fields=leaf["fields"] | {"recorded_at": commitment})

    forgery.rehash(told.second.pk, leaf=backdated)
    assert broken() == (told.second.pk, "it was recorded before the event it follows.")


def test_exchanged_bytes_of_a_file_are_found_and_so_are_lost_ones(told: Told) -> None:
    stored = files.store(SimpleUploadedFile("letter.pdf", b"%PDF-1.7 a letter\n%%EOF\n"))
    proof = NewEvidence(proves="It was sent.", file=stored, file_name="letter.pdf")
    row = add_evidence(proof, milestone=told.plan.milestone, by=actor(told.editor), now=NOW)
    assert verify_record().size == row.pk
    stored.path.write_bytes(b"%PDF-1.7 another letter\n%%EOF\n")
    assert broken() == (row.pk, "the file of its row is not what it was.")
    stored.path.unlink()
    assert broken() == (row.pk, "the file of its row is not what it was.")


def test_a_cut_tail_is_found_by_the_head(told: Told) -> None:
    forgery.delete(told.statement, Event.objects.get(pk=told.statement.pk))
    size = told.statement.pk
    sentence = f"it is missing; the head of the record says {size}, the events end at {size - 1}."
    assert broken() == (size, sentence)


def test_a_changed_head_is_found(told: Told) -> None:
    digest = head().head
    Log.objects.update(head="f" * 64)
    sentence = f"the head of the record says {'f' * 64}, the events end at {digest}."
    assert broken() == (told.statement.pk, sentence)


def test_a_record_under_another_name_is_found(told: Told) -> None:
    Log.objects.update(origin="other.example")
    assert broken() == (1, "the column “origin” says 'other.example', the leaf 'ogp.test'.")


def test_a_tail_cut_with_its_head_is_found_by_a_witness(told: Told) -> None:
    witness = (head().size, head().head)
    forgery.delete(told.statement, Event.objects.get(pk=told.statement.pk))
    Log.objects.update(size=told.second.pk, head=Event.objects.get(pk=told.second.pk).chain_hash)
    assert verify_record().size == told.second.pk
    sentence = f"the witness keeps {witness[1]}, the record has no such event."
    assert broken(expect=witness) == (witness[0], sentence)


def test_a_wholly_forged_chain_is_found_by_a_witness(told: Told) -> None:
    witness = (told.second.pk, Event.objects.get(pk=told.second.pk).chain_hash)
    forgery.change(told.first, completion="completed")

    def forged(number: int, leaf: dict[str, Any]) -> None:
        if number == told.first.pk:
            leaf["fields"]["completion"] = forgery.commitment(told.first, "completion", "completed")

    forgery.rehash(told.first.pk, leaf=forged)
    assert verify_record().size == told.statement.pk
    now = Event.objects.get(pk=told.second.pk).chain_hash
    assert broken(expect=witness) == (witness[0], f"the witness keeps {witness[1]}, the record has {now}.")


def test_a_witness_of_any_earlier_head_agrees(told: Told) -> None:
    for event in Event.objects.all():
        assert verify_record(expect=(event.number, event.chain_hash)).size == told.statement.pk


def test_a_false_removal_is_found(told: Told, coordinator: User) -> None:
    removal = Removal(ground="GDPR art. 17", decided_by="KDD")
    tombstone = redact(told.statement, removal, by=operator(day=TODAY), now=NOW)
    forgery.change(told.first, challenges="", redaction=tombstone, salts={})
    sentence = f"its row lost texts to event {tombstone.pk}, which is about another."
    assert broken() == (told.first.pk, sentence)


def test_an_undone_removal_is_found(told: Told) -> None:
    statement = CommitmentStatement.objects.get(pk=told.statement.pk)
    removal = Removal(ground="GDPR art. 17", decided_by="KDD")
    tombstone = redact(statement, removal, by=operator(day=TODAY), now=NOW)
    forgery.change(statement, reason=told.statement.reason, redaction=None, salts=told.statement.salts)
    sentence = f"event {tombstone.pk} removed texts from its row, the row says otherwise."
    assert broken() == (statement.pk, sentence)


def test_a_text_put_where_one_was_removed_is_found(told: Told) -> None:
    removal = Removal(ground="GDPR art. 17", decided_by="KDD")
    redact(told.statement, removal, by=operator(day=TODAY), now=NOW)
    forgery.change(told.statement, reason="Nothing to see here.")
    sentence = "the field “reason” of its row was removed, and is not empty."
    assert broken() == (told.statement.pk, sentence)


def test_the_first_of_several_broken_events_is_named(told: Told) -> None:
    forgery.change(told.second, completion="substantial")
    forgery.change(told.first, completion="completed")
    assert broken()[0] == told.first.pk


# The command ----------------------------------------------------------------------------------------------


def verify(*arguments: str) -> str:
    out = io.StringIO()
    call_command("verify_record", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_prints_the_head(told: Told) -> None:
    size, digest = head().size, head().head
    sentence = (
        f"The record verifies: {size} events, head {size}:{digest}, texts removed by law from 0 of them.\n"
    )
    assert verify() == sentence
    assert verify("--expect", f"{size}:{digest}") == sentence


def test_the_command_fails_naming_the_first_broken_event(told: Told) -> None:
    forgery.change(told.first, completion="completed")
    with pytest.raises(CommandError) as refused:
        verify()
    sentence = "the field “completion” of its row was changed."
    assert str(refused.value) == f"The record does not verify. Event {told.first.pk}: {sentence}"
    assert refused.value.returncode == 1


@pytest.mark.parametrize("witness", ["", "12", f"x:{'0' * 64}", f"12:{'0' * 63}", f"12:{'G' * 64}"])
def test_the_command_explains_how_a_witness_is_written(db: None, witness: str) -> None:
    with pytest.raises(CommandError) as refused:
        verify("--expect", witness)
    sentence = "Write --expect as NUMBER:DIGEST, for example --expect 120: followed by 64 hex digits."
    assert str(refused.value) == sentence


def test_a_membership_event_names_the_body_and_nobody(told: Told) -> None:
    held = Membership.objects.get(user=told.editor)
    leaf = leaf_of(held)
    assert (leaf["target"], sorted(leaf["fields"])) == (
        "utp-interior",
        [
            "body",
            "is_sample",
            "member_role",
            "organisation",
            "recorded_at",
            "replaces",
            "role",
            "since",
            "until",
        ],
    )


def test_rows_are_numbered_in_the_order_in_which_they_were_written(db: None) -> None:
    bodies = [body(f"utp-{letter}", letter) for letter in "abc"]
    targets = Event.objects.order_by("number").values_list("target", flat=True)
    assert list(targets) == [one.slug for one in bodies]
    assert {event.recorded_at for event in Event.objects.all()} == {noon(date(2019, 7, 1))}
    assert Milestone.objects.count() == 0
