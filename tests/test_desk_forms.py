"""What happens to what an official types? Published, warned about, or shown again with every word still there."""

from datetime import date
from functools import partial

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.kept import MOST
from milestones.models import CommitmentStatement, Evidence, StatusUpdate
from ogp_tracker.files import StoredFile
from tests import factories
from tests.desk import address, problems, signed_in, typed, value_of
from tests.test_pages_plan import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]

RECORD = address("milestones/utp-1.1.1/record")
UNCHANGED = address("milestones/utp-1.1.1/unchanged")
STATE = address("commitments/utp-1.1/state")
PAGE = "/en/plans/utp-1/commitments/1/milestones/1/"
LINK = {"evidence-1-url": "https://example.org/draft", "evidence-1-proves": "The draft is public."}


def text_file(name="draft.txt", content=b"The draft, as it was sent out for comment.\n"):
    return SimpleUploadedFile(name, content, content_type="text/plain")


def sent(**fields):
    """The form, with fields whose names are no Python names as they are."""
    return typed() | fields


def said(response):
    """What the next page tells the author."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def rows():
    return [model.objects.count() for model in (StatusUpdate, CommitmentStatement, Evidence)]


def test_a_text_that_is_too_long_may_go_on_in_a_file_where_one_can_be_attached(desk):
    assert problems(desk.post(RECORD, sent(narrative="x" * 10_001))) == [
        "The text has 10001 characters; at most 10000 are allowed. Attach the rest as a file."
    ]


# Publishing --------------------------------------------------------------------------------------------------


def test_progress_with_a_link_is_published(desk, small_plan):
    response = desk.post(
        RECORD, sent(**LINK, next_steps="The final version.", **{"evidence-1-title": "Draft"})
    )
    entry = StatusUpdate.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"{PAGE}#entry-{entry.pk}")
    assert (entry.milestone, entry.completion, entry.narrative, entry.next_steps) == (
        small_plan.milestone, "substantial", "The draft is out for comment.", "The final version."
    )  # fmt: skip
    evidence = Evidence.objects.get()
    assert (evidence.status_update, evidence.url, evidence.proves, evidence.title, evidence.file) == (
        entry, "https://example.org/draft", "The draft is public.", "Draft", None
    )  # fmt: skip
    assert said(response) == [f"Published as entry {entry.pk} of the public record."]


def test_progress_with_a_file_is_published(desk):
    file = {"evidence-1-file": text_file(), "evidence-1-proves": "The draft is public."}
    assert desk.post(RECORD, sent(**file)).status_code == 302
    evidence = Evidence.objects.select_related("file").get()
    assert (evidence.title, evidence.file_name, evidence.file.size) == ("draft.txt", "draft.txt", 43)


def test_exempt_evidence_names_its_provision_and_proves_nothing_in_public(desk):
    ground = "Freedom of Information Act, section 23"
    exempt = {"evidence-1-exempt": "on", "evidence-1-legal_ground": ground, "evidence-1-title": "The contract",
              "evidence-1-proves": "The supplier is chosen."}  # fmt: skip
    response = desk.post(RECORD, sent(**exempt))
    assert (Evidence.objects.get().state, Evidence.objects.get().legal_ground) == ("exempt", ground)
    assert said(response)[1:] == [
        "Readers see this note beside it: Claimed without public evidence that can be read."
    ]


def test_a_new_entry_begins_with_the_planned_day_that_stands(desk, small_plan, ministry_editor):
    factories.record(
        small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 4, 1),
        due_on=date(2020, 9, 1), due_reason="Two vacancies.",
    )  # fmt: skip
    page = desk.get(RECORD)
    assert (value_of(page, "due_on"), value_of(page, "due_reason")) == ("2020-09-01", "Two vacancies.")
    assert (value_of(page, "effective_on"), value_of(page, "narrative")) == ("2020-05-04", "")


def test_a_new_entry_after_no_change_begins_with_the_reason_too(desk, small_plan, ministry_editor):
    factories.record(
        small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 4, 1),
        due_on=date(2020, 9, 1), due_reason="Two vacancies.",
    )  # fmt: skip
    unchanged = factories.record(small_plan.milestone, kind="unchanged", by=ministry_editor)
    page = desk.get(RECORD)
    same = {name: value_of(page, name) for name in ("due_on", "due_reason", "based_on")}
    assert same == {"due_on": "2020-09-01", "due_reason": "Two vacancies.", "based_on": str(unchanged.pk)}
    assert desk.post(RECORD, sent(**same)).status_code == 302


# Warned, and published -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({"completion": "completed"}, "Claimed without public evidence that can be read."),
        (
            {"completion": "not_started", "challenges": "No money.", "effective_on": "2020-04-19"},
            "Published 15 days after the day it is about.",
        ),
    ],
)
def test_author_is_told_what_readers_will_see(desk, fields, note):
    response = desk.post(RECORD, sent(**fields))
    entry = StatusUpdate.objects.get()
    assert said(response) == [
        f"Published as entry {entry.pk} of the public record.",
        f"Readers see this note beside it: {note}",
    ]


@pytest.mark.parametrize(("which", "notes"), [(0, 0), (1, 1)])
def test_author_is_told_of_a_missing_proof_only_for_the_entry_that_counts(
    desk, small_plan, ministry_editor, which, notes
):
    days = [date(2020, 5, 2), date(2020, 5, 3)]
    entries = [factories.record(small_plan.milestone, "limited", by=ministry_editor, on=day) for day in days]
    form = sent(completion="completed", effective_on=days[which].isoformat(), based_on=entries[1].pk)
    page = address("entries", entries[which].pk, "correct")
    assert len(said(desk.post(page, form))[1:]) == notes


def test_day_outside_the_plan_is_published_with_a_note(desk):
    fields = {"completion": "limited", "challenges": "It began early.", "effective_on": "2019-06-30"}
    assert said(desk.post(RECORD, sent(**fields)))[2:] == [
        "Readers see this note beside it: Is about a day outside the plan's period."
    ]


# Refused, with everything typed still there --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({"completion": ""}, ["Choose how far along it is."]),
        ({"completion": "withdrawn"}, ["Choose one of the four levels."]),
        ({"completion": "limited"}, ["Not started and limited need an explanation: say what holds it back."]),
        ({"completion": "not_started"}, ["Not started and limited need an explanation: say what holds it back."]),
        ({"effective_on": "2020-05-05"}, ["This day has not come yet. Choose today or an earlier day."]),
        ({"effective_on": "4 May"}, ["This is not a day. Write it as year-month-day, for example 2020-06-30."]),
        ({"due_on": "2020-09-01"}, ["A re-planned day needs its reason."]),
        ({"due_reason": "Late."}, ["Say to which day it is re-planned, or leave out the reason."]),
        (
            {"evidence-1-url": "not a link", "evidence-2-url": "https://example.org/b"},
            [
                "Evidence 1: This is not an address. It begins with https://.",
                "Evidence 1: Say in a sentence what it proves.",
                "Evidence 2: Say in a sentence what it proves.",
            ],
        ),
        (
            LINK | {"evidence-1-document_on": "2020-05-05"},
            ["This day has not come yet. Choose today or an earlier day."],
        ),
        (
            LINK | {"evidence-1-url": "https://anne:secret@example.org/draft"},
            ["This address holds a user name or a password, which everybody would see. Leave it out."],
        ),
        (
            {"due_on": "2020-05-03", "due_reason": "Late."},
            ["This is before the day the entry is about. Choose 4 May 2020 or a later day."],
        ),
        ({"evidence-1-proves": "Something."}, ["Give a link or a file, one of the two."]),
        (
            {"evidence-1-exempt": "on", "evidence-1-proves": "Something."},
            ["What is exempt from access names its legal ground, and has no public link or file."],
        ),
    ],
)  # fmt: skip
def test_what_is_refused_is_shown_again_with_every_word(desk, fields, sentences):
    typed_in = {"narrative": "My long text.", "next_steps": "More of it.", **fields}
    response = desk.post(RECORD, sent(**typed_in))
    assert (response.status_code, problems(response)) == (422, sentences)
    for name, text in typed_in.items():
        if name not in ("completion", "evidence-1-exempt"):
            assert value_of(response, name) == text
    assert rows() == [0, 0, 0]


def test_day_before_the_newest_entry_is_refused(desk, small_plan, ministry_editor):
    entry = factories.record(small_plan.milestone, "substantial", by=ministry_editor, on=date(2020, 4, 1))
    response = desk.post(RECORD, sent(effective_on="2020-03-31", based_on=entry.pk))
    assert problems(response) == [
        "The newest entry is about 1 April 2020. Choose that day or a later one, or correct that entry."
    ]
    assert value_of(response, "narrative") == "The draft is out for comment."


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (
            text_file("report.pdf", b"MZ\x90\x00" + bytes(600)),
            "The file is named .pdf, but its content is something else. Choose the right file.",
        ),
        (text_file("report.txt", b""), "The file is empty. Choose another one."),
    ],
)
def test_a_wrong_file_is_refused_and_not_kept(desk, file, sentence):
    response = desk.post(RECORD, sent(**{"evidence-1-file": file, "evidence-1-proves": "It is done."}))
    assert (response.status_code, problems(response)) == (422, [sentence])
    assert value_of(response, "evidence-1-proves") == "It is done."
    assert (rows(), StoredFile.objects.count()) == ([0, 0, 0], 0)


def test_a_good_file_is_kept_while_something_else_is_put_right(desk):
    proof = {"evidence-1-file": text_file(), "evidence-1-proves": "It is out."}
    refused = desk.post(RECORD, sent(completion="limited", **proof))
    assert refused.status_code == 422
    again = sent(
        **{"evidence-1-kept": value_of(refused, "evidence-1-kept"), "evidence-1-proves": "It is out."}
    )
    assert desk.post(RECORD, again).status_code == 302
    assert Evidence.objects.get().file_name == "draft.txt"


def test_a_kept_file_can_be_dropped(desk):
    refused = desk.post(
        RECORD,
        sent(completion="limited", **{"evidence-1-file": text_file(), "evidence-1-proves": "It is out."}),
    )
    kept = {"evidence-1-kept": value_of(refused, "evidence-1-kept"), "evidence-1-drop": "on"}
    assert desk.post(RECORD, sent(**kept)).status_code == 302
    assert Evidence.objects.count() == 0


def test_a_forged_kept_file_is_refused(desk):
    desk.post(
        RECORD, sent(completion="limited", **{"evidence-1-file": text_file(), "evidence-1-proves": "So."})
    )
    forged = {"evidence-1-kept": str(StoredFile.objects.get().pk), "evidence-1-proves": "So."}
    assert problems(desk.post(RECORD, sent(**forged))) == ["Choose the file again: it could not be kept."]
    assert rows() == [0, 0, 0]


# Somebody was faster -------------------------------------------------------------------------------------------


def test_an_old_form_shows_both_and_loses_no_text(desk, small_plan, ministry_editor):
    opened = desk.get(RECORD)
    newer = factories.record(small_plan.milestone, "limited", by=ministry_editor, narrative="Half of it.")
    old = sent(based_on=value_of(opened, "based_on"), **LINK)
    response = desk.post(RECORD, old)
    assert response.status_code == 409
    assert [line.number for line in response.context["newer"]] == [newer.pk]
    assert "Half of it." in response.content.decode()
    names = ("narrative", "evidence-1-url", "evidence-1-proves")
    assert [value_of(response, name) for name in names] == [old[name] for name in names]
    assert rows() == [1, 0, 0]

    again = old | {"based_on": value_of(response, "based_on")}
    assert desk.post(RECORD, again).status_code == 302
    assert StatusUpdate.objects.latest("pk").narrative == "The draft is out for comment."


@pytest.mark.parametrize("based_on", ["", "999999", "no number"])
def test_a_form_that_saw_nothing_is_an_old_form(desk, small_plan, ministry_editor, based_on):
    factories.record(small_plan.milestone, "limited", by=ministry_editor)
    response = desk.post(RECORD, sent(based_on=based_on))
    assert response.status_code in (409, 422)
    assert rows() == [1, 0, 0]


# No change -----------------------------------------------------------------------------------------------------


def test_no_change_repeats_what_stands(desk, small_plan, ministry_editor):
    entry = factories.record(
        small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 4, 1),
        due_on=date(2020, 9, 1), due_reason="Two vacancies.",
    )  # fmt: skip
    response = desk.post(UNCHANGED, {"based_on": entry.pk, "narrative": "", "language": "en"})
    new = StatusUpdate.objects.latest("pk")
    assert response["Location"] == f"{PAGE}#entry-{new.pk}"
    assert (new.kind, new.completion, new.due_on, new.effective_on) == (
        "unchanged", "limited", date(2020, 9, 1), date(2020, 5, 4)
    )  # fmt: skip


def test_no_change_needs_something_that_stands(desk):
    response = desk.post(UNCHANGED, {"based_on": "", "narrative": "As before.", "language": "en"})
    assert (response.status_code, problems(response)) == (
        422, ["There is no entry yet that could be unchanged. Record the state first."]
    )  # fmt: skip
    assert value_of(response, "narrative") == "As before."


# What was wrong ------------------------------------------------------------------------------------------------


@pytest.fixture
def repeated(small_plan, ministry_editor):
    """An entry, and a later “no change” that repeats it."""
    entry = factories.record(small_plan.milestone, "substantial", by=ministry_editor, on=date(2020, 3, 2))
    return entry, factories.record(
        small_plan.milestone, kind="unchanged", by=ministry_editor, on=date(2020, 4, 1)
    )


def test_correction_begins_with_what_the_entry_says(desk, repeated):
    page = desk.get(address("entries", repeated[0].pk, "correct"))
    assert (value_of(page, "effective_on"), value_of(page, "based_on")) == ("2020-03-02", str(repeated[1].pk))


@pytest.mark.parametrize(
    ("tick", "after"), [(True, ["limited", "limited"]), (False, ["limited", "substantial"])]
)
def test_correction_takes_the_entries_that_repeat_it_along(desk, repeated, tick, after):
    entry, repeat = repeated
    form = sent(completion="limited", challenges="No money.", effective_on="2020-03-02", based_on=repeat.pk)
    response = desk.post(
        address("entries", entry.pk, "correct"), form | ({"repeats": [repeat.pk]} if tick else {})
    )
    assert response.status_code == 302
    standing = StatusUpdate.objects.uncorrected().order_by("effective_on")
    assert list(standing.values_list("completion", flat=True)) == after


def test_retraction_shows_first_what_is_retracted_and_what_follows(desk, repeated):
    entry, _repeat = repeated
    page = desk.get(address("entries", entry.pk, "retract")).content.decode()
    assert (
        page.index("You are retracting this:")
        < page.index("Then nothing is reported.")
        < page.index("<textarea")
    )


def test_retracting_a_correction_does_not_bring_back_what_it_corrected(desk, small_plan, ministry_editor):
    log = partial(factories.record, small_plan.milestone, by=ministry_editor)
    log("limited", on=date(2020, 4, 1))
    wrong = log("completed", on=date(2020, 4, 2))
    correction = log("substantial", on=date(2020, 4, 2), kind="correction", corrects=wrong.pk)
    page = words(desk.get(address("entries", correction.pk, "retract")))
    assert "What holds then: “limited”, as of 1 April 2020" in page


def test_retraction_says_why_and_takes_repeats_along(desk, repeated):
    entry, repeat = repeated
    page, form = address("entries", entry.pk, "retract"), {"based_on": repeat.pk, "language": "en"}
    assert problems(desk.post(page, form)) == ["Say why it is retracted."]
    form |= {"narrative": "It was about another milestone.", "repeats": [repeat.pk]}
    assert desk.post(page, form)["Location"] == f"{PAGE}#entry-{entry.pk}"
    assert StatusUpdate.objects.uncorrected().count() == 0


def test_an_entry_is_put_right_once(desk, repeated):
    entry, repeat = repeated
    page = address("entries", entry.pk, "retract")
    desk.post(page, {"based_on": repeat.pk, "narrative": "Wrong.", "language": "en"})
    newest = StatusUpdate.objects.latest("pk").pk
    again = desk.post(page, {"based_on": newest, "narrative": "Wrong.", "language": "en"})
    assert (again.status_code, problems(again)) == (
        422, [f"Entry {entry.pk} was already corrected or retracted."]
    )  # fmt: skip


# The lead's statement ------------------------------------------------------------------------------------------


def statement(**fields):
    form = {"completion": "substantial", "reason": "Most is done.", "effective_on": "2020-05-04",
            "language": "en", "based_on": ""}  # fmt: skip
    return form | fields


def test_the_lead_states_with_evidence(desk, small_plan):
    response = desk.post(STATE, statement(**LINK))
    new = CommitmentStatement.objects.get()
    assert response["Location"] == f"/en/plans/utp-1/commitments/1/#entry-{new.pk}"
    assert (new.commitment, new.completion, new.reason) == (
        small_plan.commitment, "substantial", "Most is done."
    )  # fmt: skip
    assert Evidence.objects.get().statement == new


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({"reason": ""}, ["Say why, in a sentence or two."]),
        (
            {"completion": "", "reason": " "},
            ["Choose how far along it is.", "Say why, in a sentence or two."],
        ),
        ({"effective_on": "2020-05-05"}, ["This day has not come yet. Choose today or an earlier day."]),
    ],
)
def test_a_statement_in_bad_shape_is_shown_again(desk, fields, sentences):
    response = desk.post(STATE, statement(**fields))
    assert (response.status_code, problems(response)) == (422, sentences)
    assert rows() == [0, 0, 0]


def test_an_old_statement_form_shows_both_and_loses_no_text(desk, small_plan, ministry_editor):
    newer = factories.state(small_plan.commitment, "limited", by=ministry_editor)
    response = desk.post(STATE, statement(reason="My long reason."))
    assert response.status_code == 409
    assert (value_of(response, "reason"), value_of(response, "based_on")) == (
        "My long reason.",
        str(newer.pk),
    )


def test_statement_is_corrected_and_retracted(desk, small_plan, ministry_editor):
    first = factories.state(small_plan.commitment, "substantial", by=ministry_editor)
    correct = address("statements", first.pk, "correct")
    assert desk.post(correct, statement(completion="limited", based_on=first.pk)).status_code == 302
    second = CommitmentStatement.objects.latest("pk")
    assert (second.corrects, second.completion) == (first, "limited")
    retract = address("statements", second.pk, "retract")
    form = {"based_on": second.pk, "reason": "Too early.", "language": "en"}
    assert desk.post(retract, form)["Location"] == f"/en/plans/utp-1/commitments/1/#entry-{second.pk}"
    assert CommitmentStatement.objects.uncorrected().count() == 0


# Evidence, later -----------------------------------------------------------------------------------------------


def test_evidence_is_added_to_an_entry_and_withdrawn(desk, small_plan, ministry_editor):
    entry = factories.record(small_plan.milestone, "substantial", by=ministry_editor)
    form = {"url": "https://example.org/draft", "proves": "It is out.", "language": "en", "entry": entry.pk}
    assert desk.post(address("milestones/utp-1.1.1/evidence"), form)["Location"] == PAGE
    evidence = Evidence.objects.get()
    assert (evidence.status_update, evidence.state) == (entry, "available")
    withdraw = address("evidence", evidence.pk, "withdraw")
    assert "Write in the language of the evidence: English." in desk.get(withdraw).content.decode()
    assert problems(desk.post(withdraw, {"reason": ""})) == ["Say why it is withdrawn."]
    assert desk.post(withdraw, {"reason": "The wrong version."})["Location"] == PAGE
    assert [row.state for row in Evidence.objects.order_by("pk")] == ["available", "withdrawn"]
    for row in Evidence.objects.all():
        again = desk.get(address("evidence", row.pk, "withdraw"))
        assert again["Location"] == PAGE
        assert said(again)[-1:] == ["This evidence was already withdrawn or replaced."]


def test_evidence_is_added_to_a_commitment(desk, small_plan):
    form = {"url": "https://example.org/all", "proves": "All of it.", "language": "en"}
    response = desk.post(address("commitments/utp-1.1/evidence"), form)
    assert response["Location"] == "/en/plans/utp-1/commitments/1/"
    assert Evidence.objects.get().commitment == small_plan.commitment


def test_evidence_for_an_entry_of_another_milestone_is_refused(desk, small_plan, ministry_editor):
    factories.record(small_plan.milestone, "substantial", by=ministry_editor)
    other = factories.record(small_plan.second_milestone, "substantial", by=ministry_editor)
    form = {"url": "https://example.org/x", "proves": "It.", "language": "en", "entry": other.pk}
    response = desk.post(address("milestones/utp-1.1.1/evidence"), form)
    assert (response.status_code, problems(response)) == (422, ["Choose one of the entries in the list."])
    assert rows() == [2, 0, 0]


# What it costs -------------------------------------------------------------------------------------------------

COST = {RECORD: 14, UNCHANGED: 14, address("milestones/utp-1.1.1/evidence"): 13, STATE: 13}
PUBLISHING = 71


@pytest.mark.parametrize("page", COST)
def test_a_form_costs_the_same_after_one_entry_and_after_three(
    desk, small_plan, ministry_editor, django_assert_num_queries, page
):
    for entries in (1, 3):
        while StatusUpdate.objects.count() < entries:
            number = StatusUpdate.objects.count()
            factories.record(
                small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 4, 1 + number)
            )
            factories.state(
                small_plan.commitment, "limited", by=ministry_editor, on=date(2020, 4, 1 + number)
            )
        with django_assert_num_queries(COST[page]):
            desk.get(page)


def test_publishing_costs_the_same_after_one_entry_and_after_three(
    small_plan, ministry_editor, django_assert_num_queries
):
    for days in ((1,), (2, 3)):
        for day in days:
            entry = factories.record(
                small_plan.milestone, "substantial", by=ministry_editor, on=date(2020, 4, day)
            )
        client = signed_in(ministry_editor)
        with django_assert_num_queries(PUBLISHING):
            client.post(RECORD, sent(based_on=entry.pk, effective_on=f"2020-04-{days[-1]:02}", **LINK))


# A session that ended ------------------------------------------------------------------------------------------


def test_what_is_sent_after_a_session_ended_waits_until_its_author_has_signed_in(ministry_editor):
    client = Client()
    sign_in = client.post(RECORD, sent(narrative="Typed for an hour.", next_steps="Do not lose this."))
    assert (sign_in.status_code, sign_in["Location"]) == (302, f"/en/sign-in/?next={RECORD}")
    page = client.get(sign_in["Location"], follow=True).content.decode()
    assert "What you typed is kept: sign in, look it over and send it again." in page
    client.force_login(ministry_editor)
    response = client.get(RECORD)
    assert (response.status_code, rows()) == (200, [0, 0, 0]), "nothing is published by looking"
    assert value_of(response, "narrative") == "Typed for an hour."
    assert value_of(response, "next_steps") == "Do not lose this."
    assert value_of(client.get(RECORD), "next_steps") == "", "it is handed out once"


def test_what_was_typed_is_handed_out_at_its_own_address_and_to_who_may_see_the_form(
    ministry_editor, other_ministry_editor
):
    client = Client()
    client.post(RECORD, sent(narrative="Typed for an hour."))
    client.force_login(other_ministry_editor)
    assert client.get(RECORD).status_code == 403
    client = Client()
    client.post(RECORD, sent(narrative="Typed for an hour."))
    client.force_login(ministry_editor)
    assert value_of(client.get(address("milestones/utp-1.1.2/record")), "narrative") == ""


def test_a_form_too_long_to_keep_only_asks_to_sign_in():
    client = Client()
    assert client.post(RECORD, sent(narrative="x" * (MOST + 1))).status_code == 302
    assert "kept-form" not in client.session


# Corrections that would say nothing -----------------------------------------------------------------------------


def test_a_correction_that_changes_nothing_is_refused(desk, small_plan, ministry_editor):
    entry = factories.record(small_plan.milestone, "completed", by=ministry_editor, on=date(2020, 4, 1))
    page = address(f"entries/{entry.pk}/correct")
    shown = desk.get(page)
    same = {name: value_of(shown, name) for name in ("based_on", "narrative", "effective_on")}
    response = desk.post(page, same | {"completion": "completed", "language": entry.language})
    assert (response.status_code, rows()) == (422, [1, 0, 0])
    assert problems(response) == ["Nothing is different yet. Change what is wrong, or go back."]


def test_a_correction_of_a_statement_that_changes_nothing_is_refused(desk, small_plan, ministry_editor):
    first = factories.state(small_plan.commitment, "limited", by=ministry_editor, on=date(2020, 4, 1))
    page = address("statements", first.pk, "correct")
    same = {
        "based_on": first.pk,
        "completion": "limited",
        "reason": first.reason,
        "effective_on": "2020-04-01",
    }
    response = desk.post(page, same | {"language": first.language})
    assert (response.status_code, rows()) == (422, [0, 1, 0])
    assert problems(response) == ["Nothing is different yet. Change what is wrong, or go back."]
    wrong = desk.post(
        page, same | {"language": first.language, "evidence-1-url": "https://example.org/draft"}
    )
    assert problems(wrong) == ["Say in a sentence what it proves."]
    assert desk.post(page, same | {"language": first.language} | LINK).status_code == 302


def test_the_form_of_an_entry_that_was_corrected_leads_to_the_one_that_holds(
    desk, small_plan, ministry_editor
):
    entry = factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 4, 1))
    newer = factories.record(
        small_plan.milestone, "completed", by=ministry_editor, kind="correction", corrects=entry.pk
    )
    for verb in ("correct", "retract"):
        response = desk.get(address(f"entries/{entry.pk}/{verb}"))
        assert (response.status_code, response["Location"]) == (302, f"{PAGE}#entry-{newer.pk}")
        assert said(response)[-1] == (
            f"Entry {entry.pk} was already corrected or retracted, by entry {newer.pk}."
        )


def test_everything_that_is_wrong_is_said_at_once(desk):
    wrong = sent(
        completion="limited", challenges="", effective_on="2020-05-05", due_on="2020-09-01", due_reason="",
        **{"evidence-1-url": "https://example.org/draft", "evidence-1-proves": ""},
    )  # fmt: skip
    response = desk.post(RECORD, wrong)
    assert (response.status_code, rows()) == (422, [0, 0, 0])
    assert len(problems(response)) == 4, problems(response)
