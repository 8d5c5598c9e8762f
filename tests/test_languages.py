"""Does the site speak the reader's language, stay on the page when it changes, and say which words are its own?"""

import re
from datetime import date

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from accounts.actions import recorded_models
from ogp_tracker import languages, texts, ui
from ogp_tracker.words import KIND_WORDS, VERB_WORDS
from tests import factories

PAGE = "/en/plans/utp-1/?as_of=2020-03-01"
COOKIE = settings.LANGUAGE_COOKIE_NAME
ENGLISH_ONLY = {"en": "Publish the budget"}
TRANSLATED = {"en": "Publish the budget", "nb-t-en": "Publiser budsjettet"}
NAME = {"en": "Ministry of Finance", "nb": "Finansdepartementet", "nn-t-nb": "Finansdepartementet"}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("nb-NO,nb;q=0.9,no;q=0.8,en;q=0.5", "nb"),
        ("nn-NO,nn;q=0.9,en", "nn"),
        ("no", "nb"),
        ("no-NO,en;q=0.5", "nb"),
        ("en-GB", "en"),
        ("de", "en"),
    ],
)
def test_the_front_door_leads_to_the_language_of_the_browser(asked, expected):
    assert Client(headers={"accept-language": asked}).get("/")["Location"] == f"/{expected}/"


def switch(html):
    """Where the language switch leads."""
    nav = re.search('<ul class="menu languages">(.*?)</ul>', html, re.DOTALL)[1]
    return re.findall('hreflang="(..)" href="([^"]*)"', nav)


def test_the_language_switch_stays_on_the_page_and_its_day(client, small_plan):
    html = client.get(PAGE).content.decode()
    assert switch(html) == [(code, PAGE.replace("/en/", f"/{code}/")) for code in ("nb", "nn", "en")]
    assert client.get(PAGE.replace("/en/", "/nn/")).content.decode().count('<html lang="nn"') == 1


def test_search_engines_are_told_of_every_language(client, small_plan):
    html = client.get(PAGE).content.decode()
    assert re.findall('<link rel="alternate" hreflang="(..)" href="([^"]*)"', html) == [
        (code, "http://testserver" + PAGE.replace("/en/", f"/{code}/")) for code in ("nb", "nn", "en")
    ]


def test_a_page_without_a_language_in_its_address_speaks_the_one_that_was_chosen(client):
    assert switch(client.get("/accounts/login/").content.decode())[1] == (
        "nn",
        "/nn/language/?next=%2Faccounts%2Flogin%2F",
    )
    response = client.get("/nn/language/?next=/accounts/login/")
    assert (response["Location"], response.cookies[COOKIE].value) == ("/accounts/login/", "nn")
    assert '<html lang="nn"' in client.get("/accounts/login/").content.decode()


def test_choosing_a_language_leads_nowhere_else(client):
    assert client.get("/nn/language/?next=https://example.com/")["Location"] == "/nn/"


def test_the_sign_in_speaks_the_language_of_the_page_it_was_asked_from(client):
    response = client.get("/nb/desk/", follow=True)
    assert response.redirect_chain == [
        ("/nb/sign-in/?next=/nb/desk/", 302),
        ("/accounts/login/?next=%2Fnb%2Fdesk%2F", 302),
    ]
    assert '<html lang="nb"' in response.content.decode()


def test_reading_sets_no_cookie_and_the_desk_keeps_the_language(client, ministry_editor):
    assert client.get(PAGE.replace("/en/", "/nb/")).cookies == {}
    client.force_login(ministry_editor, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/nn/desk/").cookies[COOKIE].value == "nn"
    assert COOKIE not in client.get("/nn/desk/").cookies


@pytest.mark.parametrize(
    ("value", "language", "expected"),
    [
        (ENGLISH_ONLY, "en", "Publish the budget"),
        (
            ENGLISH_ONLY,
            "nb",
            '<span lang="en">Publish the budget</span> <span class="tag">bare på engelsk</span>',
        ),
        (TRANSLATED, "en", "Publish the budget"),
        (TRANSLATED, "nb", 'Publiser budsjettet <span class="translated">vår oversettelse</span>'),
        (
            TRANSLATED,
            "nn",
            '<span lang="nb">Publiser budsjettet</span> <span class="translated">vår omsetjing</span>',
        ),
        (NAME, "nb", "Finansdepartementet"),
        (NAME, "nn", "Finansdepartementet"),
    ],
)
def test_words_say_which_language_they_are_in_and_whose_translation(value, language, expected):
    with translation.override(language):
        assert languages.words(value) == expected


def test_the_official_words_win_over_a_translation():
    both = {"en": "Budget", "nb-t-en": "Budsjettet", "nb": "Statsbudsjettet"}
    assert texts.pick(both, "nb") == texts.Picked("Statsbudsjettet", "nb", "")
    assert texts.pick(TRANSLATED, "nb") == texts.Picked(
        "Publiser budsjettet", "nb", "Publish the budget", is_official=False
    )


@pytest.mark.parametrize(
    ("count", "nb", "nn"), [(0, "ingen", "inga"), (1, "én", "éi"), (4, "fire", "fire"), (12, "12", "12")]
)
def test_a_count_follows_the_gender_of_what_is_counted(count, nb, nn):
    for language, expected in (("nb", nb), ("nn", nn)):
        with translation.override(language):
            assert ui.in_words(count, "commitment") == expected


def test_every_verb_and_kind_of_the_record_has_words():
    assert recorded_models().keys() == KIND_WORDS.keys()
    assert "record_status" in VERB_WORDS


def test_a_heading_is_marked_with_the_language_it_is_in():
    with translation.override("nn"):
        assert languages.in_full(TRANSLATED) == '<span lang="nb">Publiser budsjettet</span>'


def test_a_translation_without_its_original_is_refused():
    with pytest.raises(ValidationError, match="needs its original beside it"):
        texts.validate_texts({"nb-t-en": "Publiser"})


def test_a_name_that_is_the_same_is_still_known_as_ours():
    assert texts.pick(NAME, "nn") == texts.Picked("Finansdepartementet", "nn", "", is_official=False)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("https://x.no/a;b", '<a class="ds-link" href="https://x.no/a;b" rel="external">x.no/a;b</a>'),
        (
            "OGP: https://x.no/a; named “Ministry”",
            'OGP: <a class="ds-link" href="https://x.no/a" rel="external">x.no/a</a>; '
            'named “<span lang="">Ministry</span>”',
        ),
        ("A letter", '<span lang="">A letter</span>'),
        ("javascript:alert(1)", '<span lang="">javascript:alert(1)</span>'),
    ],
)
def test_a_source_is_a_link_where_it_is_an_address(said, expected):
    assert languages.source(said) == expected


def test_an_address_of_another_region_is_not_taken_for_one_of_ours(client):
    html = client.get("/en-gb/plans/nor-4/").content.decode()
    assert "/nb-gb/" not in html


def test_a_form_that_htmx_sent_lets_the_browser_go_on(client):
    answer = client.post("/en/feedback/", {"text": "Hello there"}, headers={"hx-request": "true"})
    assert (answer.status_code, answer.content, answer["HX-Redirect"]) == (204, b"", "/en/feedback/sent/")


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_drawing_counts_in_points_whatever_the_language(client, small_plan, ministry_editor, language):
    factories.record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 1, 7))
    factories.state(small_plan.commitment, "limited", by=ministry_editor, on=date(2020, 1, 8))
    for page in ("", *(f"charts/{name}.svg" for name in ("commitments", "completed", "timeline"))):
        html = client.get(f"/{language}/plans/utp-1/{page}").content.decode()
        drawn = " ".join(re.findall("<svg.*?</svg>", html, re.DOTALL))
        assert re.findall(r' (?:x|y|cx|cy|d|width|height|viewBox|transform)="[^"]*\d,\d[^"]*"', drawn) == []


def test_a_long_compound_may_break_before_its_last_part():
    assert languages.breakable("Kommunal- og moderniseringsdepartementet") == (
        "Kommunal- og moderniserings\u00addepartementet"
    )
    assert languages.breakable("rapporteringsmekanismen") == "rapporterings\u00admekanismen"
    assert languages.breakable("Department of Finance") == "Department of Finance"
