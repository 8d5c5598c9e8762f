"""Is every case of the product really there in the sample year, marked, and before the demonstration's day?"""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.models import F

from accounts.actions import recorded_models
from accounts.actors import actor_of
from accounts.models import Event, Membership, OrganisationName, Redaction, User
from commitments.models import Commitment, CommitmentVersion, Responsibility
from milestones.models import (
    CommitmentStatement,
    Evidence,
    LinkCheck,
    Milestone,
    MilestoneVersion,
    StatusUpdate,
)
from milestones.warnings import days_late
from ogp_tracker import as_of
from ogp_tracker.as_of import Moment
from participation.conversation import read
from participation.models import Answer, Comment, Forwarding, Response
from reporting import dashboard
from reporting.demo import BEGINS, load
from reporting.models import Assessment
from reporting.reading import Reading

TODAY = date(2020, 11, 23)
MIDSUMMER = date(2020, 6, 30)


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def year(django_db_setup, django_db_blocker):
    """The sample year, told once for this module; what a test does on top of it is undone after the test."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr("django.conf.settings.OGP_DEMO", True)
        load(with_samples=True, now=as_of.end_of(TODAY))
        yield
        transaction.set_rollback(True)


def test_everything_after_the_plan_file_is_a_sample():
    verified, samples = set(), set()
    for model in recorded_models().values():
        for number, is_sample in model.objects.values_list("pk", "is_sample"):
            (samples if is_sample else verified).add(number)
    assert verified == set(range(1, len(verified) + 1))
    assert verified | samples == set(Event.objects.values_list("pk", flat=True))
    assert set(Event.objects.filter(pk__in=verified).values_list("role", "recorded_at")) == {
        ("operator", BEGINS)
    }


def test_the_year_is_told_in_time_order_and_ends_before_the_day():
    instants = list(Event.objects.order_by("pk").values_list("recorded_at", flat=True))
    assert instants == sorted(instants)
    assert instants[0] == BEGINS
    assert as_of.local_day(instants[-1]) == date(2020, 11, 18)
    for model in (StatusUpdate, CommitmentStatement, Evidence):
        assert not model.objects.filter(effective_on__gt=F("recorded_at__date")).exists()


def test_every_text_says_that_it_is_a_sample():
    for model, names in {
        StatusUpdate: ("narrative", "challenges", "next_steps", "due_reason"),
        CommitmentStatement: ("reason",),
        Evidence: ("title", "publisher", "legal_ground", "reason"),
        Comment: ("text", "view_reason"),
        Forwarding: ("reason",),
        Response: ("text",),
    }.items():
        texts = [text for row in model.objects.values_list(*names) for text in row if text]
        assert texts and all(text.startswith("Sample ") for text in texts)
    assert all(
        url.startswith("https://example.org/sample/") for url in urls(Evidence.objects.exclude(url=""))
    )


def test_sample_milestones_say_so_and_lie_within_the_plan():
    rows = MilestoneVersion.objects.filter(is_sample=True)
    assert len(rows) == Milestone.objects.filter(is_sample=True).count() == 22
    for row in rows:
        assert row.title["en"].startswith("Sample milestone: ")
        assert date(2019, 7, 1) <= row.starts_on <= row.ends_on <= date(2021, 6, 30)


def test_no_sample_milestone_stands_beside_a_table_that_is_known():
    known = CommitmentVersion.objects.filter(milestones_known__in=["complete", "none_stated"])
    codes = set(known.values_list("commitment__code", flat=True))
    assert codes == {"2", "6", "8"}
    assert not Milestone.objects.filter(is_sample=True, commitment__code__in=codes).exists()


def test_no_real_body_outside_government_says_anything():
    speaking = Event.objects.exclude(body="").values_list("body", flat=True).distinct()
    assert set(speaking.order_by()) == {
        "nor-kmd",
        "nor-kud",
        "nor-oed",
        "nor-nfd",
        "nor-fin",
        "nor-difi",
        "nor-digdir",
        "sample-association",
        "sample-forum",
        "sample-network",
    }
    invented = OrganisationName.objects.filter(is_sample=True)
    assert sorted(row.name["en"] for row in invented) == [
        "Sample Association for Open Records",
        "Sample Forum for Reuse of Data",
        "Sample Network of Teachers",
        "Sample Review Office",
    ]


def test_steady_progress():
    assert log("1.2") == [
        ("progress", "limited", date(2019, 11, 21)),
        ("progress", "substantial", date(2020, 1, 13)),
        ("progress", "completed", date(2020, 2, 24)),
    ]


def test_a_body_that_keeps_silent():
    silent = Commitment.objects.get(code="7")
    assert not StatusUpdate.objects.filter(milestone__commitment=silent).exists()
    assert not silent.statements.exists()
    assert set(states(commitment=silent).values()) == {"not_reported"}


def test_no_change():
    newest = StatusUpdate.objects.filter(kind="unchanged").latest("pk")
    assert (newest.milestone.public_id, newest.completion) == ("nor-4.5.5", "not_started")


def test_a_correction_and_the_no_change_that_repeated_the_mistake_in_one_call():
    corrections = StatusUpdate.objects.filter(kind="correction").order_by("pk")
    assert [(row.corrects.kind, row.corrects.completion, row.completion) for row in corrections] == [
        ("progress", "completed", "substantial"),
        ("unchanged", "completed", "substantial"),
    ]
    assert corrections[0].recorded_at == corrections[1].recorded_at
    day_before = as_of.local_day(corrections[0].recorded_at) - timedelta(days=1)
    assert states(as_of_day=day_before, known_on=day_before)["nor-4.2.1"] == "completed"
    assert states(as_of_day=day_before)["nor-4.2.1"] == "substantial"


def test_a_retraction():
    retraction = StatusUpdate.objects.get(kind="retraction")
    assert (retraction.milestone.public_id, retraction.corrects.completion) == ("nor-4.4.3", "substantial")
    between = date(2020, 6, 12)
    assert states(as_of_day=between, known_on=between)["nor-4.4.3"] == "substantial"
    assert states(as_of_day=between)["nor-4.4.3"] == "limited"


def test_an_entry_published_late():
    late = [
        (row.milestone.public_id, days)
        for row in StatusUpdate.objects.filter(kind="progress")
        if (days := days_late(effective_on=row.effective_on, recorded_at=row.recorded_at))
    ]
    assert late == [("nor-4.5.4", 35)]


def test_a_replanned_day_with_its_reason():
    entry = StatusUpdate.objects.get(due_on__isnull=False)
    assert (entry.milestone.public_id, entry.due_on) == ("nor-4.4.3", date(2021, 1, 29))
    assert entry.due_reason == "Sample entry: the agreements are expected in January."


def test_completed_without_evidence():
    assert states()["nor-4.4.2"] == "completed"
    assert not Evidence.objects.filter(milestone__public_id="nor-4.4.2").exists()


def test_a_link_that_died():
    dead = Evidence.objects.get(milestone__public_id="nor-4.3.2")
    checks = LinkCheck.objects.filter(evidence=dead).order_by("pk")
    assert list(checks.values_list("answered", "detail", "role")) == [
        (True, "200 OK", "operator"),
        (False, "404 Not Found", "operator"),
    ]
    assert not LinkCheck.objects.exclude(evidence=dead).filter(answered=False).exists()


def test_evidence_that_is_exempt_from_access_names_its_ground():
    exempt = Evidence.objects.get(state="exempt")
    assert (exempt.milestone.public_id, exempt.url, exempt.file) == ("nor-4.3.5", "", None)
    assert exempt.legal_ground == "Sample ground: Freedom of Information Act, section 24"


def test_evidence_as_a_file():
    row = Evidence.objects.get(file__isnull=False)
    assert (row.file_name, row.file.media_type) == ("sample-area-profiles.csv", "text/csv; charset=utf-8")
    assert row.file.path.read_text().splitlines()[0] == "municipality,built_up_share,farmland_share"


def test_a_claim_that_rests_on_withdrawn_evidence_alone():
    withdrawn = Evidence.objects.get(state="withdrawn")
    assert withdrawn.milestone.public_id == "nor-4.5.2"
    assert withdrawn.replaces.status_update.completion == "completed"
    assert Evidence.objects.filter(milestone=withdrawn.milestone).count() == 2


def test_evidence_added_to_an_entry_that_stands():
    row = Evidence.objects.get(url="https://example.org/sample/two-datasets")
    assert row.recorded_at > row.status_update.recorded_at
    assert row.effective_on == row.status_update.effective_on


def test_a_redaction_that_leaves_the_state_standing():
    tombstone = Redaction.objects.get()
    row = StatusUpdate.objects.get(redaction=tombstone)
    assert (row.milestone.public_id, tombstone.fields, tombstone.role) == (
        "nor-4.5.3",
        ["narrative"],
        "coordinator",
    )
    assert (row.narrative, row.completion) == ("", "limited")
    assert row.challenges == "Sample entry: one of three municipalities has drawn back."


def test_a_statement_set_right():
    correction = CommitmentStatement.objects.get(kind="correction")
    assert (correction.commitment.code, correction.corrects.completion, correction.completion) == (
        "8",
        "substantial",
        "limited",
    )


def test_rights_follow_dates_and_never_a_merger():
    person = User.objects.get(email="digitalisation@example.org")
    commitment = Commitment.objects.get(code="3")
    held = (
        Responsibility.objects.standing().filter(commitment=commitment, kind="responsible").order_by("since")
    )
    assert list(held.values_list("organisation__slug", "since", "until", "is_sample")) == [
        ("nor-difi", date(2019, 7, 1), date(2019, 12, 31), True),
        ("nor-digdir", date(2020, 1, 1), None, True),
    ]
    bodies = [
        actor_of(person, day=day).memberships[0].organisation.slug
        for day in (date(2019, 12, 31), date(2020, 1, 1))
    ]
    assert bodies == ["nor-difi", "nor-digdir"]
    assert actor_of(person, day=date(2020, 1, 1)).has_perm("milestones.record_status", commitment)


def test_two_officials_of_one_ministry_can_meet_in_a_conflict():
    culture = Membership.objects.holding(TODAY).filter(organisation__slug="nor-kud", member_role="official")
    assert sorted(culture.values_list("user__email", flat=True)) == [
        "culture-2@example.org",
        "culture@example.org",
    ]


def test_three_organisations_disagree_about_the_same_commitment():
    found = Comment.objects.views(TODAY).filter(commitment__code="4").order_by("view")
    assert list(found.values_list("body__slug", "view")) == [
        ("sample-network", "completed"),
        ("sample-association", "limited"),
        ("sample-forum", "substantial"),
    ]
    assert Comment.objects.filter(body__slug="sample-association", view="not_started").count() == 1


def test_a_question_that_has_waited_47_days():
    waiting = read(Comment.objects.order_by("pk"), Moment(day=TODAY, today=TODAY)).waiting
    assert [(said.about.public_id, said.clock.days, said.waits_for.slug) for said in waiting] == [
        ("nor-4.4.4", 47, "nor-kud"),
        ("nor-4.2.1", 7, "nor-oed"),
    ]


def test_one_answer_to_two_comments():
    answered = Counter(Answer.objects.values_list("response", flat=True))
    assert sorted(answered.values()) == [1] * 6 + [2]


def test_a_comment_that_reached_the_wrong_ministry():
    forwarded = Forwarding.objects.get()
    said = read(Comment.objects.filter(pk=forwarded.comment_id), Moment(day=TODAY, today=TODAY)).comments[0]
    assert [(row.body.slug, row.days) for row in said.booked] == [("nor-nfd", 14), ("nor-digdir", 21)]


def test_comments_on_all_four_kinds_of_things():
    rows = Comment.objects.all()
    for kind in ("plan", "commitment", "milestone", "status_update"):
        assert rows.filter(**{f"{kind}__isnull": False}).exists()


def test_the_irms_codes_are_verified_and_never_a_sample():
    assert Assessment.objects.exists()
    assert not Assessment.objects.filter(is_sample=True).exists()


def test_the_plan_on_the_demonstrations_day():
    page = plan_page(TODAY)
    assert page.stated == {
        "completed": 1, "substantial": 3, "limited": 3, "not_started": 0, "not_reported": 1, "withdrawn": 0,
    }  # fmt: skip
    assert {group.level: len(group.milestones) for group in page.groups} == {
        "completed": 9, "substantial": 4, "limited": 5, "not_started": 2, "not_reported": 5, "withdrawn": 0,
    }  # fmt: skip
    assert [late.public_id for late in page.overdue] == [
        "nor-4.7.1", "nor-4.3.2", "nor-4.7.2", "nor-4.4.3", "nor-4.5.3", "nor-4.5.5",
    ]  # fmt: skip
    assert page.replanned == 1
    assert [(row.code, row.stated, row.indicated) for row in page.rows] == [
        ("1", "completed", "completed"),
        ("2", "substantial", "substantial"),
        ("3", "limited", "substantial"),
        ("4", "substantial", "limited"),
        ("5", "substantial", "substantial"),
        ("6", "limited", "limited"),
        ("7", "not_reported", "not_reported"),
        ("8", "limited", "undetermined"),
    ]
    due_soon = [each.public_id for each in page.milestones if each.schedule == "due_soon"]
    assert due_soon == ["nor-4.3.3", "nor-4.4.4", "nor-4.7.3"]


def test_the_plan_at_midsummer_reads_differently():
    page = plan_page(MIDSUMMER)
    assert {group.level: len(group.milestones) for group in page.groups} == {
        "completed": 7, "substantial": 3, "limited": 5, "not_started": 1, "not_reported": 9, "withdrawn": 0,
    }  # fmt: skip
    assert [late.public_id for late in page.overdue] == ["nor-4.7.1"]


def plan_page(day):
    moment = Moment(day=day, today=TODAY)
    plan = Commitment.objects.first().plan
    return dashboard.build(
        Reading(
            plan_id=plan.pk,
            slug="nor-4",
            country="NOR",
            ordinal=4,
            title={},
            period_text="",
            starts_on=None,
            ends_on=None,
            website="",
            clock_starts_on=date(2019, 7, 1),
            clock_ends_on=date(2021, 6, 30),
            moment=moment,
        )
    )


def states(*, as_of_day=TODAY, known_on=None, **of):
    rows = Milestone.objects.filter(**of).as_of(
        as_of_day, known_at=as_of.end_of(known_on) if known_on else None
    )
    return dict(rows.values_list("public_id", "state"))


def log(code):
    entries = StatusUpdate.objects.filter(milestone__public_id=f"nor-4.{code}").order_by("pk")
    return list(entries.values_list("kind", "completion", "effective_on"))


def urls(evidence):
    return evidence.values_list("url", flat=True)
