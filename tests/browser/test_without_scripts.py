"""Do the main ways through the site work with scripts off?"""

import pytest

from tests.browser.world import in_language

PLAN = "/en/plans/nor-4/"
SAYS = {"en": "30 June 2020", "nb": "30. juni 2020", "nn": "30. juni 2020"}


@pytest.fixture(params=SAYS)
def language(request):
    return request.param


@pytest.fixture
def page(world, language):
    with world.read_by("visitor", language=language, java_script_enabled=False) as page:
        page.goto(in_language(PLAN, language))
        yield page


def press(page, control):
    """Presses something that leads to another page, and waits until all of it is there."""
    with page.expect_navigation():
        page.locator(control).first.click()


def test_the_plan_is_shown_on_another_day(page, language):
    page.locator("#as-of").fill("2020-06-30")
    press(page, ".band-form button")
    assert page.url.endswith(f"/{language}/plans/nor-4/?as_of=2020-06-30")
    assert page.locator(".band-says strong").first.inner_text() == SAYS[language]


def test_the_site_is_searched(page, language):
    page.locator("#search-words").fill("mellom")
    press(page, ".search-box button")
    assert page.url.endswith(f"/{language}/search/?q=mellom")
    assert page.locator("main [name=q]").input_value() == "mellom"


def test_the_milestones_are_filtered_by_their_state(page, language):
    page.goto(f"/{language}/plans/nor-4/milestones/")
    every = page.locator("main tbody tr").count()
    press(page, "main .filter a[href*='state=completed']")
    assert page.url.endswith(f"/{language}/plans/nor-4/milestones/?state=completed")
    assert 0 < page.locator("main tbody tr").count() < every
    assert page.locator("main .filter [aria-current]").get_attribute("href").endswith("state=completed")


def test_the_evidence_matrix_is_narrowed_to_claims_without_evidence(page, language):
    page.goto(f"/{language}/plans/nor-4/evidence/")
    every = page.locator("article[id^=m-]").count()
    press(page, ".filter a[href*='gap=claims']")
    assert page.url.endswith(f"/{language}/plans/nor-4/evidence/?gap=claims")
    assert 0 < page.locator("article[id^=m-]").count() < every


def test_the_language_is_changed_and_the_page_stays(page, language):
    page.goto(f"/{language}/plans/nor-4/commitments/4/?as_of=2020-06-30")
    for other in SAYS:
        press(page, f".languages a[hreflang={other}]")
        assert page.url.endswith(f"/{other}/plans/nor-4/commitments/4/?as_of=2020-06-30")
        assert page.locator("html").get_attribute("lang") == other
