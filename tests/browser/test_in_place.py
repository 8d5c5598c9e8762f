"""What is put in place without a reload keeps the page; what cannot be is asked for as a page of its own."""

import re

import pytest

LIST = "/en/plans/nor-4/milestones/?state=overdue"


@pytest.fixture
def page(world):
    """A visitor's page; a mark on its window is gone once it is loaded anew."""
    with world.read_by("visitor") as page:
        page.goto(LIST)
        page.evaluate("window.isKept = true")
        yield page


def choose(page, day):
    page.locator("#as-of").fill(day)
    page.locator("#band-show").click()
    page.wait_for_url(re.compile(rf"as_of={day}&state=overdue$"))


def test_another_day_is_put_in_place_and_keeps_the_filter_and_the_focus(page):
    choose(page, "2020-07-15")
    assert page.get_by_text("You see the plan as it stood on 15 July 2020.").is_visible()
    assert page.evaluate("window.isKept") is True
    assert page.evaluate("document.activeElement.id") == "band-show"
    page.locator("#band-previous").click()
    page.wait_for_url(re.compile(r"as_of=(?!2020-07-15)[\d-]+&state=overdue$"))
    page.go_back()
    page.get_by_text("You see the plan as it stood on 15 July 2020.").wait_for()
    assert page.locator("#as-of").input_value() == "2020-07-15"


def test_a_day_that_did_not_come_is_asked_for_as_a_page(page):
    page.route(
        "**/*", lambda route: route.abort() if "hx-request" in route.request.headers else route.continue_()
    )
    choose(page, "2020-07-15")
    assert page.get_by_text("You see the plan as it stood on 15 July 2020.").is_visible()
    assert page.evaluate("window.isKept") is None


def test_a_day_that_cannot_be_is_refused_on_a_page_that_says_so(page):
    page.goto(f"{LIST}&as_of=2020-07-15")
    page.locator("#as-of").evaluate("each => { each.removeAttribute('max'); each.type = 'text'; }")
    page.locator("#as-of").fill("2020-02-31")
    page.locator("#band-show").click()
    page.wait_for_url("**as_of=2020-02-31*")
    assert "is not a day" in page.locator("main").inner_text()
