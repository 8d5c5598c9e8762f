"""Does the whole way work: from signing in, over the form, to the page, the API and the past?"""

import re

import pytest

from tests.browser import site as sites
from tests.browser.looks import violations

MILESTONE = "nor-4.4.3"
FORM = f"/en/desk/milestones/{MILESTONE}/record/"
PAGE = "/en/plans/nor-4/commitments/4/milestones/3/"
API = f"/api/v1/milestones/{MILESTONE}/"
DAY_BEFORE = {"known_on": "2020-11-22"}
SENTENCE = "Nine of ten datasets can be downloaded by everybody."


@pytest.fixture
def sign_in(browser, site):
    """Opens a browser of their own for somebody of the demonstration, who is then at the desk."""
    contexts = []

    def as_somebody(who, **options):
        contexts.append(browser.new_context(base_url=site.address, locale="en-GB", **options))
        page = contexts[-1].new_page()
        sites.sign_in(page, who)
        page.wait_for_url("**/en/desk/")
        return page

    yield as_somebody
    for context in contexts:
        context.close()


def completion(page, **asked):
    """What the API says now, and as somebody knew it."""
    return page.request.get(API, params=asked).json()["completion"]


def state(page, **asked):
    """What the public page says."""
    page.goto(PAGE + ("?" + "&".join(f"{name}={value}" for name, value in asked.items()) if asked else ""))
    return page.locator("main .voice-says").first.inner_text().strip()


def fill_in(page, text, *, level="Substantial"):
    page.get_by_role("radio", name=re.compile(f"^{level}")).check()
    page.get_by_label("What was done, and what came of it?").fill(text)


def publish(page):
    with page.expect_navigation():
        page.locator(".desk-send button").click()


def test_official_records_progress_and_a_second_one_loses_no_text(sign_in):
    first, second = sign_in("culture"), sign_in("culture-2")
    assert completion(first) == "limited"
    second.goto(FORM)
    fill_in(second, "What the second one wrote.", level="Completed")

    first.get_by_role("link", name="Update Sample milestone: ten datasets opened").click()
    fill_in(first, SENTENCE)
    first.get_by_text("Add a link or a file").click()
    first.get_by_label("Link", exact=False).first.fill("https://example.org/datasets")
    first.get_by_label("What does it prove?").first.fill("Nine datasets are listed.")
    publish(first)
    assert re.search(rf"{PAGE}#entry-\d+$", first.url)
    assert first.get_by_text(SENTENCE).count() == 1
    assert first.get_by_role("link", name="https://example.org/datasets").count() == 1

    assert (completion(first), completion(first, **DAY_BEFORE)) == ("substantial", "limited")
    assert (state(first), state(first, as_of="2020-11-22", **DAY_BEFORE)) == ("Substantial", "Limited")
    first.goto("/en/plans/nor-4/")
    assert first.get_by_role("link", name=re.compile("^Milestone 3: substantial")).count() > 0
    first.goto("/en/plans/nor-4/?as_of=2020-11-22&known_on=2020-11-22")
    assert first.get_by_role("link", name=re.compile("^Milestone 3: substantial")).count() == 0

    publish(second)
    assert second.get_by_role("heading", name="Somebody recorded a newer entry").count() == 1
    assert (
        second.get_by_label("What was done, and what came of it?").input_value()
        == "What the second one wrote."
    )
    assert second.locator("aside").get_by_text(SENTENCE).count() == 1
    assert completion(second) == "substantial"
    publish(second)
    assert completion(second) == "completed"


def test_progress_is_recorded_by_keyboard_alone(browser, site):
    context = browser.new_context(base_url=site.address, locale="en-GB")
    page = context.new_page()
    page.goto("/accounts/login/")
    reach(page, "#id_login")
    page.keyboard.type("culture@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type(sites.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/desk/")
    reach(page, f"a[href='{FORM}']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{FORM}")
    reach(page, "[name=completion]")
    page.keyboard.press("ArrowDown")
    reach(page, "#id_narrative")
    page.keyboard.type(SENTENCE)
    reach(page, ".slot summary")
    page.keyboard.press("Enter")
    reach(page, "#id_evidence-1-url")
    page.keyboard.type("https://example.org/datasets")
    reach(page, "#id_evidence-1-proves")
    page.keyboard.type("Nine datasets are listed.")
    reach(page, ".desk-send button")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{PAGE}**")
    assert completion(page) == "substantial"
    context.close()


def reach(page, target):
    """Presses Tab until the focus, which must be visible, is on the target."""
    for _step in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("target => document.activeElement.matches(target)", target):
            return
    raise AssertionError(f"{target} cannot be reached by keyboard.")


def test_progress_is_recorded_without_javascript_on_a_phone(sign_in):
    page = sign_in("culture", java_script_enabled=False, viewport={"width": 320, "height": 640})
    page.goto(FORM)
    fill_in(page, SENTENCE, level="Limited")
    publish(page)
    assert page.get_by_role("alert").get_by_role("link").all_inner_texts() == [
        "Not started and limited need an explanation: say what holds it back."
    ]
    assert page.get_by_label("What was done, and what came of it?").input_value() == SENTENCE
    page.get_by_label("What holds it back?").fill("One collection is missing.")
    publish(page)
    assert page.get_by_text(SENTENCE).count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_refused_form_and_a_conflict_are_accessible(sign_in, scheme):
    page, other = sign_in("culture", color_scheme=scheme), sign_in("culture-2")
    page.goto(FORM)
    fill_in(page, SENTENCE, level="Limited")
    other.goto(FORM)
    fill_in(other, "Faster.")
    publish(page)
    assert (page.locator(".problems").count(), violations(page)) == (1, [])
    publish(other)
    page.get_by_label("What holds it back?").fill("One collection is missing.")
    publish(page)
    assert (page.locator(".conflict").count(), violations(page)) == (1, [])
