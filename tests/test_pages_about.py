"""Do the pages about the site itself say what they must, and lead where they promise?"""

import re

import pytest
from django.urls import reverse

from accounts.middleware import COLOUR_SCHEME_COOKIE
from ogp_tracker import ui
from ogp_tracker.words import LEVEL_WORDS
from reporting import glossary

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

PAGES_WITH_TERMS = [
    "/en/plans/utp-1/",
    "/en/plans/utp-1/commitments/1/",
    "/en/plans/utp-1/commitments/1/milestones/1/",
    "/en/record/",
    "/en/how-states-are-set/",
]


def anchors():
    """Every address on the glossary's page that a link may lead to."""
    return {group.code for group in glossary.GROUPS} | {term.code for term in terms()}


def terms():
    return [term for group in glossary.GROUPS for term in group.terms]


def test_glossary_explains_every_term_at_its_own_anchor(client):
    page = client.get("/en/glossary/").content.decode()
    found = re.findall(r'<(?:div|h2)[^>]* id="([^"]+)"', page)
    assert sorted(found) == sorted(anchors())
    assert len(found) == len(set(found))


def test_glossary_shows_each_state_with_its_mark():
    assert {term.level for term in terms()} - {""} == set(LEVEL_WORDS)


def test_glossary_names_states_as_the_pages_do():
    named = {term.level: str(term.name) for term in terms() if term.level}
    assert named == {level: ui.sentence_word(level) for level in LEVEL_WORDS}


def test_glossary_costs_one_query(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/en/glossary/")


@pytest.mark.parametrize("address", PAGES_WITH_TERMS)
def test_page_links_terms_that_the_glossary_explains(client, small_plan, address):
    page = client.get(address).content.decode()
    linked = re.findall(rf'href="{reverse("glossary-show")}#([^"]+)"', page)
    assert linked
    assert set(linked) <= anchors()


def test_accessibility_page_links_the_official_statement_once_there_is_one(client, settings):
    said = "No official accessibility statement is registered for this site yet."
    assert said in client.get("/en/accessibility/").content.decode()
    settings.OGP_ACCESSIBILITY_STATEMENT_URL = "https://register.example/ogp"
    settings.RELEASE = "the next"  # what the kept answer depends on
    page = client.get("/en/accessibility/").content.decode()
    assert 'href="https://register.example/ogp"' in page
    assert said not in page


@pytest.mark.parametrize("address", ["/en/accessibility/", "/en/privacy/"])
def test_page_about_the_site_costs_one_query(client, django_assert_num_queries, address):
    with django_assert_num_queries(1):
        assert client.get(address).status_code == 200


def test_privacy_page_names_every_cookie_this_site_sets(client, settings):
    page = client.get("/en/privacy/").content.decode()
    named = set(re.findall(r"<dt><code>([\w-]+)</code></dt>", page))
    own = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}
    assert named == own | {COLOUR_SCHEME_COOKIE, "messages"}
