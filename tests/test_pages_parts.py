"""Is every part of the kit shown to developers, in all its states, and to nobody else?"""

import re
from pathlib import Path

import pytest

from ogp_tracker import ui
from reporting.parts_examples.showing import groups

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

PARTS = Path(__file__).parent.parent / "templates" / "parts"
#: Parts that no state of the page draws, each with the reason. A part that is added is shown, or named here.
NOT_SHOWN: dict[str, str] = {}


@pytest.fixture
def demonstration(settings):
    settings.OGP_DEMO = True


@pytest.fixture
def html(client, demonstration):
    return client.get("/en/parts/").content.decode()


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_parts_are_shown_where_the_site_is_demonstrated(client, demonstration, language):
    response = client.get(f"/{language}/parts/")
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_parts_are_shown_where_the_site_is_developed(client, settings):
    settings.DEBUG = True
    assert client.get("/en/parts/").status_code == 200


def test_a_real_installation_shows_no_parts(client):
    assert client.get("/en/parts/").status_code == 404


def test_parts_are_kept_out_of_search_engines(html):
    assert '<meta name="robots" content="noindex">' in html


def test_every_part_is_shown(client, demonstration):
    ui._glyph.cache_clear()  # a drawing is kept once it is made
    drawn = {template.name for template in client.get("/en/parts/").templates}
    left_out = {file.name for file in PARTS.iterdir() if f"parts/{file.name}" not in drawn}
    assert left_out == set(NOT_SHOWN)


def test_every_state_of_every_part_is_named(html):
    states = [state.label for group in groups() for part in group.parts for state in part.states]
    assert len(re.findall('class="kit-label"', html)) == len(states)
    assert all(states)


def test_every_level_is_shown(html):
    assert set(re.findall(r"glyph level-(\w+)", html)) == set(ui.LEVEL_WORDS)


def test_ids_are_unique_though_a_part_stands_many_times(html):
    ids = re.findall(r' id="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))


def test_links_of_examples_lead_to_parts_that_are_there(html):
    inside = html[html.index('<div lang="en">') : html.index("</main>")]
    linked = set(re.findall(r' href="([^"]*)"', inside))
    assert linked == {f"#{part.anchor}" for group in groups() for part in group.parts} | {
        f"#{group.anchor}" for group in groups()
    }


def test_parts_cost_one_query(client, demonstration, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/en/parts/")
