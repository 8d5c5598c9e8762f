"""Does search find what was said by a day, all of it and nothing else, whatever somebody types?"""

import re
from datetime import date
from html import unescape

import pytest
from django.db.models import Value

from accounts.actions import NewName, Removal, name_organisation, redact
from accounts.actors import operator
from accounts.models import Organisation
from ogp_tracker.as_of import Moment
from ogp_tracker.folding import Folded, excerpt, fold, marked, question_of, words_of
from reporting.search import KINDS, search
from tests import factories
from tests.factories import NOW, TODAY
from tests.test_participation_actions import answer, say

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

MOMENT = Moment(day=TODAY, today=TODAY)


def found(question, *, moment=MOMENT, kinds=KINDS):
    """Where the words stand: kind and title, without the marks."""
    groups = search(words_of(question), moment=moment, kinds=kinds)
    return [(each.kind, re.sub("<.*?>", "", unescape(hit.title))) for each in groups for hit in each.hits]


def heading(response):
    shown = re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL).group(1)
    return unescape(" ".join(shown.split()))


@pytest.fixture
def written(small_plan, ministry_editor):
    """An entry with Norwegian letters, published on 1 April 2020."""
    return factories.record(
        small_plan.milestone,
        "limited",
        by=ministry_editor,
        on=date(2020, 4, 1),
        narrative="ÅPNE postjournaler er 50% ferdige, 20_20.",
    )


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("utp-1.1.1", [("milestones", "Draft published")]),
        ("BUDGET", [("commitments", "Publish the budget")]),
        ("open", [
            ("commitments", "Open the registers"),
            ("milestones", "Portal open"),
            ("milestones", "Register open"),
        ]),
        ("open register", [("commitments", "Open the registers"), ("milestones", "Register open")]),
        ("archives", [("bodies", "National Archives")]),
        ("åpne", [("entries", "Milestone 1.1: entry")]),
        ("åPNE POSTJournal", [("entries", "Milestone 1.1: entry")]),
        ("50%", [("entries", "Milestone 1.1: entry")]),
        ("0_2", [("entries", "Milestone 1.1: entry")]),
        ("5_%", []),
        ("apne", []),
        ("draft register", []),
    ],
)  # fmt: skip
def test_search_finds_rows_that_say_every_word(written, question, places):
    assert found(question) == places


def test_search_finds_only_what_had_been_said_by_the_day(written):
    before = Moment(day=date(2020, 3, 31), today=TODAY)
    assert found("åpne", moment=before) == []
    assert found("budget", moment=before) == [("commitments", "Publish the budget")]


def test_search_finds_only_what_was_recorded_by_then(small_plan, ministry_editor):
    factories.record(
        small_plan.milestone,
        "limited",
        by=ministry_editor,
        on=date(2020, 4, 1),
        now=factories.noon(date(2020, 4, 20)),
        narrative="Åpne postjournaler.",
    )
    for known_on, places in [
        (date(2020, 4, 19), []),
        (date(2020, 4, 20), [("entries", "Milestone 1.1: entry")]),
    ]:
        assert found("åpne", moment=Moment(day=TODAY, today=TODAY, known_on=known_on)) == places


def test_search_finds_an_entry_no_more_once_it_is_corrected(written, ministry_editor, small_plan):
    factories.record(
        small_plan.milestone,
        "limited",
        by=ministry_editor,
        on=date(2020, 4, 1),
        now=NOW,
        kind="correction",
        corrects=written.pk,
        narrative="Ingen er ferdige.",
    )
    assert found("åpne") == []
    assert found("ingen ferdige") == [("entries", "Milestone 1.1: entry")]


def test_search_never_finds_what_the_law_removed(written):
    redact(written, Removal(ground="GDPR art. 17", decided_by="KDD"), by=factories.actor(None), now=NOW)
    assert found("åpne") == []
    assert found("åpne", moment=Moment(day=date(2020, 4, 1), today=TODAY)) == []


def test_search_finds_a_translation_as_well_as_the_words_it_was_made_from(small_plan):
    commitment = factories.commitment(small_plan.plan, 7, "Map the rivers", lead=small_plan.agency)
    title = {"en": "Rivers drawn", "nb-t-en": "Elver tegnet", "nn-t-en": "Elvar teikna"}
    factories.milestone(commitment, 1, due=TODAY, title="x", deliverable=title)
    for question in ("drawn", "tegnet", "teikna"):
        assert found(question) == [("milestones", "x")]


def test_search_tells_what_comments_and_answers_are_about(small_plan, cso_member, ministry_editor):
    asked = say(cso_member, milestone=small_plan.milestone, text="Where are the *minutes*?")
    answer(ministry_editor, asked, text="The minutes are [in the archive](https://archive.example/box).")
    said = search(["minutes"], moment=MOMENT, kinds=["comments"])[0].hits
    assert [(hit.title, hit.says) for hit in said] == [
        ("Milestone 1.1: comment", "Where are the <mark>minutes</mark>?"),
        ("Milestone 1.1: answer", "The <mark>minutes</mark> are in the archive."),
    ]
    assert (
        "archive.example/<mark>box</mark>"
        in search(["box"], moment=MOMENT, kinds=["comments"])[0].hits[0].says
    )


def test_search_of_one_kind_asks_for_nothing_else(small_plan, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert found("open", kinds=["milestones"]) == [
            ("milestones", "Portal open"),
            ("milestones", "Register open"),
        ]


def test_search_page_costs_the_same_at_one_entry_and_at_three(
    client, small_plan, ministry_editor, django_assert_num_queries
):
    for day in (1, 2, 3):
        factories.record(
            small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 4, day), narrative="open"
        )
        with django_assert_num_queries(9):
            assert client.get("/en/search/?q=open").status_code == 200


def test_search_page_marks_the_words_and_leads_to_the_row(client, written):
    page = client.get("/en/search/?q=%C3%85pne").content.decode()
    assert "<mark>ÅPNE</mark> postjournaler er 50% ferdige" in page
    assert f'href="/en/plans/utp-1/commitments/1/milestones/1/#entry-{written.pk}"' in page


def test_search_page_escapes_what_it_shows(client, small_plan, ministry_editor):
    factories.record(
        small_plan.milestone,
        "limited",
        by=ministry_editor,
        on=date(2020, 4, 1),
        narrative="a <b>bold</b> word",
    )
    page = client.get("/en/search/?q=%3Cb%3Ebold").content.decode()
    assert "a <mark>&lt;b&gt;bold</mark>&lt;/b&gt; word" in page
    assert "<b>" not in page


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("", "Search"),
        ("%20", "Search"),
        ("a", "Search"),
        ("%", "Search"),
        ("%00%00", "Search"),
        ("zebra", "Nothing says “zebra”"),
        ("ze%00bra", "Nothing says “ze bra”"),
        ("%27%22%5C%5C", "Nothing says “'\"\\\\”"),
        ("%25%25", "Nothing says “%%”"),
        ("zebra+" * 2000, f"Nothing says “{('zebra ' * 34)[:200].strip()}”"),
        ("zz%FF", "Nothing says “zz\ufffd”"),
    ],
)
def test_search_page_answers_whatever_is_typed(client, small_plan, question, says):
    response = client.get(f"/en/search/?q={question}")
    assert (response.status_code, heading(response)) == (200, says)


@pytest.mark.parametrize("query", ["q=open&kind=people", "q=open&as_of=yesterday", "q=open&as_of=2999-01-01"])
def test_search_page_refuses_what_it_cannot_answer(client, small_plan, query):
    assert client.get(f"/en/search/?{query}").status_code == 400


def test_search_page_keeps_the_day_and_is_kept_by_nobody(client, written):
    response = client.get("/en/search/?q=budget&as_of=2020-03-31")
    assert response["Cache-Control"] == "private, no-store"
    assert 'href="/en/plans/utp-1/commitments/1/?as_of=2020-03-31"' in response.content.decode()


def test_search_page_shows_five_of_a_kind_and_leads_to_the_rest(client, small_plan, ministry_editor):
    for day in range(1, 8):
        factories.record(
            small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 4, day), narrative="zebra"
        )
    first = client.get("/en/search/?q=zebra").content.decode()
    assert first.count('class="hit"') == 5
    assert 'href="/en/search/?q=zebra&amp;kind=entries"' in first
    assert client.get("/en/search/?q=zebra&kind=entries").content.decode().count('class="hit"') == 7


def test_every_page_offers_search_for_its_day(client, small_plan):
    page = client.get("/en/plans/utp-1/?as_of=2020-01-31").content.decode()
    box = re.search(r'<form class="search-box".*?</form>', page, re.DOTALL).group()
    assert re.findall(r'name="(\w+)"', box) == ["q", "as_of"]


@pytest.mark.parametrize("text", ["ÅPNE ÆØÅ", "Straße", "Ğ ΑΣ", "Sámi giella Čálli", None])
def test_database_folds_as_python_does(text):
    row = Organisation.objects.create(slug="any", country="NOR")
    shown = Organisation.objects.filter(pk=row.pk).annotate(folded=Folded(Value("X"), Value(text))).get()
    assert shown.folded == fold("X", text)


def test_words_are_folded_each_once_and_few():
    assert question_of(" Åpne\tog\0data ") == "Åpne og data"
    assert words_of("Åpne åpne x data") == ["åpne", "data"]
    assert len(words_of(" ".join(f"word{number}" for number in range(20)))) == 8


def test_excerpt_stands_around_the_first_word():
    text = "start " + "filler " * 40 + "The NEEDLE is here " + "more " * 60
    says = excerpt(text, ["needle"])
    assert "<mark>NEEDLE</mark>" in says
    assert (says[:2], says[-2:]) == ("… ", " …")
    assert len(says) < 300
    assert marked("no such", ["needle"]) == "no such"


def test_whoever_is_found_twice_takes_no_place_from_others(
    small_plan, ministry_editor, cso_member, monkeypatch
):
    """An answer to many comments and a body with many names each stand once; what is cut is said to be cut."""
    monkeypatch.setattr("reporting.search.MOST", 2)
    asked = [say(cso_member, milestone=small_plan.milestone) for _number in range(3)]
    for number in range(3):
        factories.body(f"utp-zebra-{number}", f"Zebra house {number}")
    for body in Organisation.objects.filter(slug__startswith="utp-zebra"):
        new = NewName(name={"en": f"{body.slug} of zebras"}, kind="agency", since=date(2010, 1, 1))
        name_organisation(body, new, by=operator(day=TODAY), now=NOW)
    answer(ministry_editor, *asked, text="A zebra crossing.")
    bodies, comments = search(["zebra"], moment=MOMENT, kinds=["bodies", "comments"])
    assert [hit.url for hit in bodies.hits] == [f"/en/organisations/utp-zebra-{number}/" for number in (0, 1)]
    assert (bodies.has_more, comments.has_more) == (True, False)
    assert [hit.url for hit in comments.hits] == [f"/en/comments/{asked[0].pk}/"]


def test_a_title_that_says_the_words_needs_no_excerpt_in_another_language(small_plan):
    factories.body("utp-bank", "Data bank")
    bank = Organisation.objects.get(slug="utp-bank")
    new = NewName(name={"en": "Bank of data", "nb": "Databanken"}, kind="agency", since=date(2010, 1, 1))
    name_organisation(bank, new, by=operator(day=TODAY), now=NOW)
    (group,) = search(["data"], moment=MOMENT, kinds=["bodies"])
    assert [(hit.title, hit.says) for hit in group.hits] == [("Bank of <mark>data</mark>", "")]
    (group,) = search(["databanken"], moment=MOMENT, kinds=["bodies"])
    assert [(hit.title, hit.language) for hit in group.hits] == [("Bank of data", "nb")]


def test_a_title_that_says_the_words_needs_no_excerpt_of_a_text_in_another_language(small_plan):
    content = {"en": "A site for everybody.", "nn": "Ein nettstad som er open for alle."}
    for number, title in [(8, "Open the site"), (9, "A site")]:
        factories.commitment(small_plan.plan, number, title, lead=small_plan.ministry, content=content)
    (group,) = search(["open"], moment=MOMENT, kinds=["commitments"])
    says = {re.sub("<.*?>", "", hit.title): bool(hit.says) for hit in group.hits}
    assert says == {"Open the registers": False, "Open the site": False, "A site": True}
