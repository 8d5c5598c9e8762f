"""Does a plan file come into the record whole, once, and as what it is?"""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from accounts.actors import Actor, operator
from accounts.models import Organisation, OrganisationName, Succession
from accounts.names import names_of
from accounts.record import Event, head
from accounts.verify import verify_record
from commitments.actions import assign
from commitments.models import (
    ActionPlan,
    Amendment,
    Commitment,
    CommitmentVersion,
    Phase,
    PlanVersion,
    Responsibility,
    Theme,
)
from milestones.loading import Intent, NotSaidAsWhat, Treatment, load_plan
from milestones.loading.wording import FIRST_DAY_UNKNOWN
from milestones.models import WITHDRAWN, Milestone, MilestoneVersion
from milestones.plan_file import PlanFileError, parse_plan_file, read_plan_file
from tests.factories import NOW, TODAY, noon
from tests.plan_files import AMENDMENT, SMALL, as_bytes, changed, small

PLANS = Path(__file__).parent.parent / "milestones" / "plans"
CORRECTION = Intent(treatment=Treatment.CORRECTION)
START = date(2020, 1, 1)

pytestmark = pytest.mark.django_db


def load(document, *, on=TODAY, intent=None, dry_run=False, by=None):
    file = parse_plan_file(as_bytes(document))
    given = {} if intent is None else {"intent": intent}
    return load_plan(file, by=by or operator(day=on), now=noon(on), dry_run=dry_run, **given)


def refused(document, **options):
    before = everything()
    with pytest.raises(PlanFileError) as caught:
        load(document, **options)
    assert everything() == before
    return [str(problem) for problem in caught.value.problems]


def everything():
    """How many rows there are of everything a load may write."""
    models = (ActionPlan, Amendment, Commitment, Event, Milestone, Organisation, Theme)
    return head().size, [model.objects.count() for model in models]


def amendment_on(day, reason="The ministers agreed."):
    return Intent(treatment=Treatment.AMENDMENT, on=day, reason=reason)


def title_on(day, *, known_at=None):
    return (
        CommitmentVersion.objects.in_force(day, known_at=known_at)
        .get(commitment__public_id="utp-2.1")
        .title["en"]
    )


@pytest.fixture
def norway():
    day = date(2026, 11, 23)
    return load_plan(read_plan_file(PLANS / "nor-4.json"), by=operator(day=day), now=noon(day))


def test_norways_plan_is_adopted_whole(norway):
    assert (norway.plan, norway.treatment, norway.day) == ("nor-4", Treatment.ADOPTION, date(2019, 7, 1))
    assert list(Commitment.objects.values_list("public_id", flat=True)) == [f"nor-4.{n}" for n in range(1, 9)]
    assert list(Milestone.objects.values_list("public_id", flat=True)) == [
        "nor-4.1.1",
        "nor-4.2.1",
        "nor-4.6.1",
    ]
    assert {row.change for row in CommitmentVersion.objects.all()} == {"adopted"}
    assert Phase.objects.get().ends_on == date(2021, 6, 30)
    assert verify_record().size == len(norway.changes) == Event.objects.count()


def test_norways_commitments_keep_what_is_not_verified_empty(norway):
    third = CommitmentVersion.objects.get(commitment__public_id="nor-4.3")
    assert (third.contribution, third.ogp_values, third.starts_on, third.milestones_known) == (
        {},
        None,
        None,
        "not_verified",
    )
    assert third.theme_basis.startswith(
        "Not read beside the commitment itself: it follows from the order of the plan"
    )
    eighth = CommitmentVersion.objects.get(commitment__public_id="nor-4.8")
    assert (eighth.period_text, eighth.not_stated, eighth.milestones_known) == ("", ["period"], "none_stated")
    years = MilestoneVersion.objects.get(milestone__public_id="nor-4.6.1")
    assert (years.title, years.period_text, years.ends_on, years.ends_precision) == (
        {},
        "2018-2024",
        date(2024, 12, 31),
        "year",
    )


def test_norways_third_commitment_has_both_bodies_with_their_sources(norway):
    rows = Responsibility.objects.filter(commitment__public_id="nor-4.3").order_by("pk")
    page = "https://opengovpartnership.org/members/norway/commitments/no0056"
    assert [(row.organisation.slug, row.kind, row.since, row.source) for row in rows] == [
        ("nor-kmd", "lead", date(2019, 7, 1), f"OGP: {page}"),
        ("nor-difi", "responsible", date(2019, 7, 1), f"The plan: {page}"),
        ("nor-oslo", "supporting", date(2019, 7, 1), f"{page}; Mentioned as co-developer of eInnsyn."),
    ]


def test_norways_bodies_have_the_name_of_the_day(norway):
    kmd = Organisation.objects.get(slug="nor-kmd")
    names = names_of([kmd.pk], known_at=None)
    assert [names.on(kmd.pk, date(year, 6, 1)).abbreviation for year in (2020, 2022)] == ["KMD", "KDD"]
    assert [(row.predecessor.slug, row.successor.slug) for row in Succession.objects.all()] == [
        ("nor-difi", "nor-digdir")
    ]
    finance = OrganisationName.objects.get(organisation__slug="nor-fin")
    assert (finance.since, finance.note) == (date(2019, 7, 1), FIRST_DAY_UNKNOWN)


def test_same_file_twice_writes_nothing(norway):
    before = everything()
    again = load_plan(read_plan_file(PLANS / "nor-4.json"), by=operator(day=TODAY), now=NOW)
    assert (again.changes, everything()) == ((), before)


def test_amendment_without_a_day_asks_for_one(norway):
    before = everything()
    amendment = read_plan_file(PLANS / "nor-4b.json")
    with pytest.raises(PlanFileError) as caught:
        load_plan(amendment, by=operator(day=date(2026, 11, 23)), now=noon(date(2026, 11, 23)))
    assert str(caught.value) == (
        "/amendment/takes_effect: The day on which the amendment takes effect is known only as “2021”: say from "
        "which day it is to hold in the record, with --on YYYY-MM-DD."
    )
    assert everything() == before


def test_amendment_of_norways_plan_adds_two_commitments_from_its_day_on(norway):
    day, today = date(2021, 6, 1), date(2026, 11, 23)
    amendment = read_plan_file(PLANS / "nor-4b.json")
    loaded = load_plan(amendment, by=operator(day=today), now=noon(today), intent=Intent(on=day))
    assert (loaded.treatment, loaded.day) == (Treatment.AMENDMENT, day)
    plan = ActionPlan.objects.get()
    counts = [plan.commitments.in_force(on).count() for on in (day - timedelta(days=1), day)]
    assert counts == [8, 10]
    assert {
        (row.change, row.amendment.public_id) for row in CommitmentVersion.objects.filter(valid_from=day)
    } == {("added", "nor-4-amendment-1")}
    periods = [PlanVersion.objects.in_force(on).get().period_text for on in (day - timedelta(days=1), day)]
    assert periods == ["2019-2021", "2019-2022"]
    assert (Amendment.objects.get().stated_day, Amendment.objects.get().effective_on) == ("2021", day)
    verify_record()
    for name in ("nor-4b.json", "nor-4.json"):
        again = load_plan(read_plan_file(PLANS / name), by=operator(day=today), now=noon(today))
        assert again.changes == ()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (
            date(2020, 12, 31),
            "/amendment/takes_effect: 2020-12-31 is not in “2021”, when the amendment took effect.",
        ),
        (
            date(2021, 12, 1),
            "the file: An amendment is loaded once it has taken effect: 2021-12-01 has not come yet, "
            "today is 2021-06-01.",
        ),
    ],
)
def test_amendment_on_an_impossible_day_is_refused(day, sentence):
    load(SMALL)
    assert refused(AMENDMENT, on=date(2021, 6, 1), intent=Intent(on=day)) == [sentence]


def test_amendment_of_a_plan_the_record_does_not_have_is_refused():
    assert refused(AMENDMENT) == ["/amendment/plan: The record has no plan “utp-2”: load that plan first."]


def test_amendment_that_names_an_unknown_body_is_refused():
    load(SMALL)
    document = changed(AMENDMENT, {"commitments.0.responsibilities.0.organisation": "utp-nobody"})
    assert refused(document, on=date(2021, 6, 1), intent=Intent(on=date(2021, 6, 1))) == [
        "/commitments/0/responsibilities/0/organisation: “utp-nobody” stands neither in the file nor in the record: "
        "describe it in the file."
    ]


def test_changed_file_shows_its_rows_and_asks_as_what():
    load(SMALL)
    before = everything()
    with pytest.raises(NotSaidAsWhat) as caught:
        load(small(**{"commitments.0.title.en": "Publish the whole budget"}))
    [change] = caught.value.changes
    [difference] = change.differences
    assert (change.target, change.kind, difference.field) == ("utp-2.1", "commitment_version", "title")
    assert (difference.recorded, difference.stated) == (
        {"en": "Publish the budget"},
        {"en": "Publish the whole budget"},
    )
    assert everything() == before


def test_correction_keeps_the_old_wording_readable_as_it_was_known():
    load(SMALL, on=date(2020, 2, 1))
    load(small(**{"commitments.0.title.en": "Publish the budgets"}), on=date(2020, 5, 4), intent=CORRECTION)
    assert title_on(START) == title_on(TODAY) == "Publish the budgets"
    assert title_on(START, known_at=noon(date(2020, 3, 1))) == "Publish the budget"
    assert [row.change for row in CommitmentVersion.objects.order_by("pk")] == ["adopted", "corrected"]
    assert Event.objects.order_by("number").last().verb == "correct_transcription"
    verify_record()


def test_amendment_by_a_changed_file_holds_from_its_day_on():
    load(SMALL)
    document = small(**{"commitments.0.title.en": "Publish budget and accounts"})
    loaded = load(document, intent=amendment_on(date(2020, 4, 1)))
    assert [(row.target, row.change) for row in loaded.changes] == [
        ("utp-2-amendment-1", "amended"),
        ("utp-2.1", "reworded"),
    ]
    assert title_on(date(2020, 3, 31)) == "Publish the budget"
    assert title_on(date(2020, 4, 1)) == "Publish budget and accounts"
    assert Amendment.objects.get().reason == {"en": "The ministers agreed."}
    assert [load(file).changes for file in (document, SMALL)] == [(), ()]
    verify_record()


@pytest.mark.parametrize(
    "intent", [Intent(treatment=Treatment.AMENDMENT), amendment_on(None), amendment_on(START, "")]
)
def test_amendment_without_day_or_reason_is_refused(intent):
    load(SMALL)
    assert refused(small(**{"plan.title.en": "The plan"}), intent=intent) == [
        "the file: An amendment has a first day and a reason: give them with --on YYYY-MM-DD and --reason TEXT."
    ]


def test_amendment_before_the_newest_wording_is_refused():
    load(SMALL)
    load(small(**{"commitments.0.title.en": "Second"}), intent=amendment_on(date(2020, 4, 1)))
    assert refused(small(**{"commitments.0.title.en": "Third"}), intent=amendment_on(date(2020, 3, 1))) == [
        "/commitments/0: Its newest wording holds from 2020-04-01, after the day of the amendment."
    ]


def test_correction_does_not_undo_an_amendment():
    load(SMALL)
    load(AMENDMENT, on=date(2021, 6, 1), intent=Intent(on=date(2021, 6, 1)))
    load(small(**{"plan.title.en": "The second plan of Utopia"}), on=date(2021, 7, 1), intent=CORRECTION)
    versions = [PlanVersion.objects.in_force(day).get() for day in (START, date(2021, 6, 1))]
    assert [(row.title["en"], row.period_text, row.change) for row in versions] == [
        ("The second plan of Utopia", "2020-2021", "corrected"),
        ("The second plan of Utopia", "2020-2022", "corrected"),
    ]
    assert [row.amendment_id for row in versions] == [None, Amendment.objects.get().pk]


def test_amendment_file_in_the_record_is_corrected_but_not_amended_again():
    load(SMALL)
    day = date(2021, 6, 1)
    load(AMENDMENT, on=day, intent=Intent(on=day))
    document = changed(AMENDMENT, {"commitments.0.title.en": "Publish all accounts"})
    assert refused(document, on=day, intent=amendment_on(day)) == [
        "/amendment/number: The record has this amendment already. A further one gets the number 2; a typing error "
        "in this one is loaded with --as correction."
    ]
    load(document, on=day, intent=CORRECTION)
    version = CommitmentVersion.objects.in_force(day).get(commitment__public_id="utp-2.2")
    assert (version.title["en"], version.valid_from, version.amendment.ordinal) == (
        "Publish all accounts",
        day,
        1,
    )


def test_withdrawn_milestone_stays_readable():
    load(SMALL)
    document = small(**{"commitments.0.milestones.rows.0.withdrawn": {"reason": {"en": "No money."}}})
    assert refused(document, intent=CORRECTION) == [
        "/commitments/0/milestones/rows/0: What is withdrawn is withdrawn by an amendment: load the file as one."
    ]
    load(document, intent=amendment_on(date(2020, 4, 1)))
    states = [Milestone.objects.as_of(day).get().state for day in (date(2020, 3, 31), date(2020, 4, 1))]
    assert states == ["not_reported", WITHDRAWN]
    assert MilestoneVersion.objects.order_by("pk").last().reason == "No money."
    assert load(document).changes == ()


def test_commitment_forgotten_in_the_file_is_a_correction_from_the_first_day():
    load(SMALL)
    second = {**SMALL["commitments"][0], "number": "2"}
    load(small(**{"commitments.1": second}), intent=CORRECTION)
    assert Commitment.objects.in_force(START).count() == 2
    assert Responsibility.objects.leading(START).count() == 2


def test_new_lead_by_amendment_ends_the_old_one_the_day_before():
    load(SMALL)
    document = small(**{"commitments.0.responsibilities.0.organisation": "utp-interior"})
    load(document, intent=amendment_on(date(2020, 4, 1)))
    leads = [Responsibility.objects.leading(day).get() for day in (date(2020, 3, 31), date(2020, 4, 1))]
    assert [row.organisation.slug for row in leads] == ["utp-finance", "utp-interior"]
    assert load(document).changes == ()


def test_wrong_lead_is_corrected_from_its_first_day():
    load(SMALL, on=date(2020, 2, 1))
    document = small(**{"commitments.0.responsibilities.0.organisation": "utp-interior"})
    load(document, intent=CORRECTION)
    assert Responsibility.objects.leading(START).get().organisation.slug == "utp-interior"
    known = Responsibility.objects.holding(START, known_at=noon(date(2020, 3, 1))).get()
    assert known.organisation.slug == "utp-finance"
    assert load(document).changes == ()


def test_body_no_longer_named_ends_with_an_amendment_and_not_with_a_correction():
    supporting = {
        **SMALL["commitments"][0]["responsibilities"][0],
        "organisation": "utp-interior",
        "role": "supporting",
    }
    load(small(**{"commitments.0.responsibilities.1": supporting}))
    number = Responsibility.objects.get(kind="supporting").pk
    assert refused(SMALL, intent=CORRECTION) == [
        f"/commitments/0/responsibilities: utp-2.1: the file no longer names what stands in the record as event "
        f"{number}. An amendment can end it; a correction can only put something else in its place."
    ]
    load(SMALL, intent=amendment_on(date(2020, 4, 1)))
    held = [Responsibility.objects.holding(day).count() for day in (date(2020, 3, 31), date(2020, 4, 1))]
    assert held == [2, 1]
    assert load(SMALL).changes == ()


def test_what_was_assigned_by_hand_is_not_undone_by_the_file():
    load(SMALL)
    assign(
        Commitment.objects.get(),
        Organisation.objects.get(slug="utp-interior"),
        kind="lead",
        since=date(2020, 5, 1),
        source="Decision of 30 April 2020",
        by=operator(day=TODAY),
        now=NOW,
    )
    assert load(SMALL).changes == ()
    assert Responsibility.objects.leading(TODAY).get().organisation.slug == "utp-interior"
    [sentence] = refused(
        small(**{"commitments.0.responsibilities.0.until": "2020-06-30"}),
        intent=CORRECTION,
        on=date(2020, 7, 1),
    )
    assert sentence.endswith("disagree (until). State in the file what the record says.")


def test_renamed_body_is_the_same_body():
    load(SMALL)
    names = [
        {"name": {"en": "Ministry of Finance"}, "since": None, "until": "2020-03-31", "source": "text"},
        {"name": {"en": "Treasury"}, "since": "2020-04-01", "until": None, "source": "text"},
    ]
    document = small(**{"organisations.1.names": names})
    load(document, intent=CORRECTION)
    finance = Organisation.objects.get(slug="utp-finance")
    named = names_of([finance.pk], known_at=None)
    assert [named.on(finance.pk, day).name["en"] for day in (date(2020, 3, 31), date(2020, 4, 1))] == [
        "Ministry of Finance",
        "Treasury",
    ]
    assert load(document).changes == ()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"plan.country": "UTO", "organisations.0.country": "UTP", "organisations.1.country": "UTP"},
            "/plan/country: The record has “UTP” for utp-2; this never changes.",
        ),
        ({"plan.number": 3}, "/plan/number: The record has “2” for utp-2; this never changes."),
        (
            {"commitments.0.number": "1a", "commitments.0.code": "1"},
            "/commitments/0/number: utp-2.1 has the number “1” in the record, and a number never changes.",
        ),
    ],
)
def test_identity_never_changes(changes, sentence):
    load(SMALL)
    assert refused(small(**changes), intent=CORRECTION) == [sentence]


def test_sample_milestone_is_not_overwritten():
    load(SMALL)
    Milestone.objects.create(
        commitment=Commitment.objects.get(), number=2, public_id="utp-2.1.2", is_sample=True
    )
    row = {"number": 2, "title": {"en": "Second"}, "period": None}
    assert refused(small(**{"commitments.0.milestones.rows.1": row}), intent=CORRECTION) == [
        "/commitments/0/milestones/rows/1: utp-2.1.2 is a sample milestone of this demonstration: load the file into "
        "a record of its own."
    ]


def test_error_late_in_the_file_leaves_nothing_behind():
    document = small(**{"commitments.0.milestones.rows.0.withdrawn": {"reason": {"en": "Never adopted."}}})
    assert refused(document) == [
        "/commitments/0/milestones/rows/0: It is withdrawn before it was part of the plan: load the plan as adopted "
        "first."
    ]
    assert everything() == (0, [0] * 7)


def test_dry_run_tells_all_and_writes_nothing():
    loaded = load(SMALL, dry_run=True)
    assert [row.change for row in loaded.changes if row.kind == "commitment_version"] == ["adopted"]
    assert everything() == (0, [0] * 7)


def test_only_the_operator_loads_plans():
    with pytest.raises(PermissionDenied, match=r"^Only the operator of the site loads plans\.$"):
        load(SMALL, by=Actor(day=TODAY))


@pytest.mark.parametrize("count", [1, 3])
def test_loading_again_asks_as_many_questions_whatever_the_size(count, django_assert_num_queries):
    rows = [{**SMALL["commitments"][0], "number": str(number)} for number in range(1, count + 1)]
    document = small(commitments=rows)
    load(document)
    with django_assert_num_queries(20):
        load(document)


@pytest.fixture
def written(tmp_path):
    """Writes a document to a file and gives its name."""

    def write(document):
        path = tmp_path / "plan.json"
        path.write_bytes(as_bytes(document))
        return str(path)

    return write


def test_command_loads_and_says_so_again(written, capsys):
    call_command("load_plan", written(SMALL))
    assert capsys.readouterr().out.splitlines()[0] == (
        "utp-2: 8 rows written as adoption, from 2020-01-01 on (2 organisation name, 1 plan version, 1 phase, "
        "1 theme version, 1 commitment version, 1 responsibility, 1 milestone version)."
    )
    call_command("load_plan", written(SMALL))
    assert capsys.readouterr().out.splitlines() == [
        "utp-2: nothing to do. The record says all that plan.json says.",
        f"The head of the record is 8:{head().head}",
    ]


def test_command_shows_a_changed_row_and_asks(written, capsys):
    call_command("load_plan", written(SMALL))
    capsys.readouterr()
    with pytest.raises(CommandError, match="Say as what it is to be loaded"):
        call_command("load_plan", written(small(**{"commitments.0.title.en": "Publish it"})))
    assert capsys.readouterr().out.splitlines() == [
        "  utp-2.1: commitment version, differs",
        '      title: {"en": "Publish the budget"} -> {"en": "Publish it"}',
    ]


def test_command_lists_every_error_of_a_broken_file(written):
    path = written(small(**{"version": 3, "plan.coordinator": "utp-nobody"}))
    with pytest.raises(CommandError) as caught:
        call_command("load_plan", path)
    assert str(caught.value).splitlines() == [
        f"{path}: nothing was loaded. 2 errors:",
        "  /plan/coordinator: “utp-nobody” is not among the file's “organisations”: describe it there, or correct it.",
        "  /version: 3 should be 1. The version of the format.",
    ]


def test_command_refuses_what_is_no_day(written):
    with pytest.raises(CommandError, match="--on: “tomorrow” is not a day"):
        call_command("load_plan", written(SMALL), "--on", "tomorrow")
