"""What does the page of a milestone keep? Every entry, corrections beside what they correct, tombstones, evidence."""

import re
from datetime import date

import pytest

from accounts.actions import Removal, redact
from milestones.actions import NewEvidence, record_link_check, withdraw_evidence
from tests import factories
from tests.factories import noon
from tests.test_pages_plan import band, finding, words
from tests.test_participation_actions import say

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

PAGE = "/en/plans/utp-1/commitments/1/milestones/1/"
LINK = NewEvidence(
    proves="It shows the draft.", title="The draft", url="https://example.org/draft", publisher="The ministry"
)


def entries(response) -> list[tuple[str, str]]:
    """Number and headline of every entry, in the order they are read."""
    heads = re.findall(r'id="entry-(\d+)-says"><span class="said">([^<]+)</span>', response.content.decode())
    return [(number, said.replace("&rarr;", "→")) for number, said in heads]


def said(response) -> list[str]:
    return [headline for _number, headline in entries(response)]


def test_milestone_without_entries_says_who_could_publish(client, small_plan):
    page = words(client.get(PAGE))
    assert "Nothing had been published about this milestone by 4 May 2020." in page
    assert "Officials of the lead body and of the responsible body can publish entries." in page


def test_every_entry_is_listed_newest_first(client, small_plan, ministry_editor):
    record, milestone = factories.record, small_plan.milestone
    record(milestone, "limited", by=ministry_editor, on=date(2019, 10, 1))
    record(milestone, kind="unchanged", by=ministry_editor, on=date(2020, 1, 15))
    record(milestone, "substantial", by=ministry_editor, on=date(2020, 3, 1))
    assert said(client.get(PAGE)) == [
        "Limited → substantial",
        "No change: still limited",
        "First entry: limited",
    ]


def test_correction_stands_beside_what_it_corrects(client, small_plan, ministry_editor):
    wrong = factories.record(small_plan.milestone, "completed", by=ministry_editor, on=date(2020, 2, 1))
    right = factories.record(
        small_plan.milestone,
        "limited",
        by=ministry_editor,
        on=date(2020, 2, 1),
        now=noon(date(2020, 3, 2)),
        kind="correction",
        corrects=wrong.pk,
    )
    page = client.get(PAGE)
    assert entries(page) == [
        (str(right.pk), "Correction: completed → limited"),
        (str(wrong.pk), "First entry: completed"),
    ]
    text = words(page)
    assert f"It takes the place of event {wrong.pk}, which stays readable." in text
    assert "Entered 30 days after the day it is about." in text
    then = client.get(PAGE + "?as_of=2020-02-10&known_on=2020-02-10")
    assert said(then) == ["First entry: completed"]


def test_a_milestone_completed_after_its_day_says_by_how_many_days(client, small_plan, ministry_editor):
    """Its day is 31 March. An entry that only repeats "completed" does not move the day since when it is."""
    for completion, day in [
        ("limited", date(2020, 2, 1)),
        ("completed", date(2020, 4, 2)),
        (None, date(2020, 4, 30)),
    ]:
        kind = {} if completion else {"kind": "unchanged"}
        factories.record(small_plan.milestone, completion, by=ministry_editor, on=day, **kind)
    sentence = "Stated as completed since 2 April 2020, 2 days after the adopted day."
    assert sentence in words(client.get(PAGE))
    assert sentence not in words(client.get(PAGE + "?as_of=2020-03-31"))


def test_retraction_leaves_what_it_retracts_readable(client, small_plan, ministry_editor):
    wrong = factories.record(small_plan.milestone, "completed", by=ministry_editor, on=date(2020, 2, 1))
    factories.record(
        small_plan.milestone, by=ministry_editor, on=date(2020, 2, 9), kind="retraction", corrects=wrong.pk
    )
    page = client.get(PAGE)
    assert said(page) == ["Retracted: it no longer counts", "First entry: completed"]
    assert words(page).count("days after the day it is about.") == 0  # a retraction is never late
    assert "Not reported, 34 days overdue" in words(page)


def test_later_entry_is_left_out_on_an_earlier_day(client, small_plan, ministry_editor):
    factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 1, 15))
    factories.record(small_plan.milestone, "substantial", by=ministry_editor, on=date(2020, 3, 1))
    assert said(client.get(PAGE + "?as_of=2020-02-01")) == ["First entry: limited"]


def test_author_is_the_body_and_role_never_a_person(client, small_plan, ministry_editor):
    factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 1, 15))
    page = words(client.get(PAGE))
    assert (
        "As of 15 January 2020 · Ministry of the Interior, official · recorded 15 January 2020, 13:00" in page
    )
    assert ministry_editor.email not in page


def test_sample_stands_in_place_of_the_author(client, small_plan, ministry_editor):
    ministry_editor.is_demo = True
    ministry_editor.save()
    sample = factories.person("demo", of=small_plan.ministry)
    sample_actor = factories.actor(sample)
    object.__setattr__(sample_actor, "is_sample", True)
    factories.record(small_plan.milestone, "limited", by=sample_actor, on=date(2020, 1, 15))
    page = words(client.get(PAGE))
    assert "As of 15 January 2020 Sample · recorded" in page
    assert "Ministry of the Interior, official" not in page


def test_removed_text_leaves_a_tombstone(client, small_plan, ministry_editor, coordinator):
    entry = factories.record(
        small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 1, 15), narrative="A private name."
    )
    removal = Removal(
        ground="Privacy Act, section 3", decided_by="The ministry", case="20/7", fields=("narrative",)
    )
    redact(entry, removal, by=factories.actor(coordinator), now=noon(date(2020, 2, 1)))
    page = words(client.get(PAGE))
    assert "A private name." not in page
    assert (
        "Text removed by law. Removed on 1 February 2020. Ground: Privacy Act, section 3. "
        "Decided by: The ministry. Case: 20/7."
    ) in page


def test_evidence_shows_how_its_link_answered(client, small_plan, ministry_editor):
    entry = factories.record(
        small_plan.milestone, "completed", by=ministry_editor, on=date(2020, 3, 1), evidence=[LINK]
    )
    evidence = entry.evidence.get()
    assert "The link has not been checked yet." in words(client.get(PAGE))
    by, now = factories.actor(None), noon(date(2020, 4, 1))
    record_link_check(evidence, answered=False, detail="404 Not Found", by=by, now=now)
    page = words(client.get(PAGE))
    assert "The link is dead: on 1 April 2020 it answered “404 Not Found”." in page
    assert "No working public evidence supports this claim." in page
    by, now = factories.actor(ministry_editor), noon(date(2020, 4, 9))
    withdraw_evidence(evidence, reason="The page was a draft.", by=by, now=now)
    assert "Withdrawn. The page was a draft." in words(client.get(PAGE))


def test_wording_of_the_day_is_shown(client, small_plan):
    page = client.get(PAGE)
    assert re.findall(r"<h1[^>]*>([^<]+)</h1>", page.content.decode()) == ["Draft published"]
    assert "<title>Milestone 1.1: Draft published \N{EN DASH} OGP Tracker</title>" in page.content.decode()


def test_unknown_milestone_is_not_found(client, small_plan):
    page = client.get("/en/plans/utp-1/commitments/1/milestones/9/")
    sentence = "On this day, commitment 1 of the plan had no milestone 9."
    assert (page.status_code, finding(page)) == (404, sentence)


def test_evidence_without_a_file_is_not_found(client, small_plan):
    page = client.get("/en/evidence/99/file/")
    sentence = "There is no public file behind this piece of evidence."
    assert (page.status_code, finding(page)) == (404, sentence)


def test_a_correction_keeps_the_evidence_of_what_it_corrects(client, small_plan, ministry_editor):
    entry = factories.record(
        small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 3, 1), evidence=[LINK]
    )
    factories.record(
        small_plan.milestone, "substantial", by=ministry_editor, kind="correction", corrects=entry.pk
    )
    line = client.get(PAGE).context["log"][0]
    assert [proof.title for proof in line.proofs] == ["The draft"]
    assert [list(corrected.proofs) for corrected in line.corrected_lines] == [[]]


def test_a_retracted_entry_keeps_its_evidence(client, small_plan, ministry_editor):
    entry = factories.record(
        small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 3, 1), evidence=[LINK]
    )
    factories.record(
        small_plan.milestone, by=ministry_editor, kind="retraction", corrects=entry.pk, on=date(2020, 3, 1),
        now=noon(date(2020, 3, 2)), narrative="Wrong milestone.",
    )  # fmt: skip
    line = client.get(PAGE).context["log"][0]
    assert list(line.proofs) == []
    assert [proof.title for proof in line.corrected_lines[0].proofs] == ["The draft"]


def test_who_answers_is_named_once_with_every_part(client, small_plan):
    factories.responsible(small_plan.commitment, small_plan.ministry, kind="responsible")
    factories.responsible(small_plan.commitment, small_plan.other_ministry, kind="responsible")
    page = words(client.get(PAGE))
    assert (
        "Who answers for it Ministry of the Interior lead, responsible in the plan "
        "Ministry of Finance responsible in the plan"
    ) in page
    assert "National Archives" not in page


def test_the_band_does_not_count_the_day_of_an_entry_that_was_moved_to_another(
    client, small_plan, ministry_editor
):
    wrong = factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 2, 1))
    factories.record(
        small_plan.milestone, "limited", by=ministry_editor, kind="correction", corrects=wrong.pk,
        on=date(2020, 1, 20), now=factories.noon(date(2020, 2, 10)),
    )  # fmt: skip
    assert "Previous change: 20 January 2020" in band(client.get(PAGE))
    then = client.get(f"{PAGE}?as_of=2020-02-01&known_on=2020-02-01")
    assert "What changed on this day is marked: commitment 1" in band(then), "as the public saw it"


def test_what_civil_society_finds_stands_beside_the_state(client, small_plan, ministry_editor, cso_member):
    factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 2, 1))
    assert "Civil society says" not in words(client.get(PAGE)), "nobody has given a view"
    say(cso_member, milestone=small_plan.milestone, view="not_started", view_reason="There is no draft yet.")
    page = words(client.get(PAGE))
    assert "Civil society says Not started Watch Utopia, on 1 April 2020 1 step lower than stated" in page
    own = words(client.get("/en/plans/utp-1/commitments/1/"))
    assert "Civil society says No view given" in own, "a view on a milestone is none on its commitment"


def test_the_band_steps_through_the_days_of_this_milestone(client, small_plan, ministry_editor):
    factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 2, 1))
    factories.record(small_plan.second_milestone, "limited", by=ministry_editor, on=date(2020, 3, 1))
    assert "Previous change: 1 February 2020" in band(client.get(PAGE))


def test_a_milestone_added_after_its_day_says_so(client, small_plan):
    by = factories.amendment(small_plan.plan, on=date(2020, 4, 1))
    late = factories.added(small_plan.commitment, 3, by=by, due=date(2020, 3, 1))
    says = "Added to the plan on 1 April 2020, when this day had passed"
    assert says in words(client.get(f"/en/plans/utp-1/commitments/1/milestones/{late.number}/"))
    assert says in words(client.get("/en/plans/utp-1/"))
    assert says not in words(client.get(PAGE))


@pytest.mark.parametrize(
    ("period", "says"), [("", "End date not verified"), ("Ongoing", "No end date stated")]
)
def test_a_day_that_is_not_stated_is_told_from_one_that_is_not_verified(client, small_plan, period, says):
    factories.milestone(small_plan.commitment, 3, due=None, period_text=period)
    page = words(client.get("/en/plans/utp-1/commitments/1/milestones/3/"))
    assert f"Adopted day {says}" in page
    assert "Without a day, it cannot be counted as overdue." in page


def test_a_re_planned_day_stands_beside_the_adopted_one_before_it_has_passed(
    client, small_plan, ministry_editor
):
    later = {"due_on": date(2021, 2, 1), "due_reason": "The tender failed."}
    factories.record(small_plan.second_milestone, "limited", by=ministry_editor, **later)
    page = words(client.get(PAGE.replace("milestones/1/", "milestones/2/")))
    assert "Limited, due 31 December 2020, re-planned to 1 February 2021" in page
