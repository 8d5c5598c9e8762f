"""Does the site speak the reader's language, stay on the page when it changes, and say which words are its own?"""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from accounts.actions import recorded_models
from ogp_tracker import texts, ui
from ogp_tracker.words import KIND_WORDS, VERB_WORDS

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
        assert ui.words(value) == expected


def test_the_official_words_win_over_a_translation():
    both = {"en": "Budget", "nb-t-en": "Budsjettet", "nb": "Statsbudsjettet"}
    assert texts.pick(both, "nb") == texts.Picked("Statsbudsjettet", "nb", "")
    assert texts.pick(TRANSLATED, "nb") == texts.Picked("Publiser budsjettet", "nb", "Publish the budget")


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
