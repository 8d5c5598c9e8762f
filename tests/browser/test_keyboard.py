"""Can somebody without a mouse go everywhere, and see where they are?"""

import pytest

from tests.browser.test_journeys import reach

PLAN = "/en/plans/nor-4/"


@pytest.fixture
def page(world):
    with world.read_by("visitor", viewport={"width": 1280, "height": 900}, reduced_motion="reduce") as page:
        page.goto(PLAN)
        yield page


def focused(page, asked):
    return page.evaluate(f"document.activeElement.{asked}")


def test_the_first_stop_skips_to_the_main_content(page):
    page.keyboard.press("Tab")
    assert focused(page, "className") == "ds-skip-link"
    page.keyboard.press("Enter")
    assert focused(page, "id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_visitor_goes_to_another_day_by_keyboard_alone(page):
    reach(page, "#as-of")
    page.keyboard.type("06062020")  # the same day wherever the month stands
    reach(page, ".band-form button")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{PLAN}?as_of=2020-06-06")
    page.locator(".band-says strong", has_text="6 June 2020").first.wait_for()


def test_a_visitor_changes_the_language_by_keyboard_and_stays_on_the_page(page):
    page.goto(f"{PLAN}commitments/4/?as_of=2020-06-30")
    reach(page, ".languages a[hreflang=nb]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/nb/plans/nor-4/commitments/4/?as_of=2020-06-30")
    assert page.evaluate("document.documentElement.lang") == "nb"
    page.go_back()
    assert page.evaluate("document.documentElement.lang") == "en"


#: How something looks that has the focus, and whether something lies on top of it.
LOOK = """each => {
    const {outline, boxShadow, borderColor, backgroundColor, textDecoration} = getComputedStyle(each);
    return [outline, boxShadow, borderColor, backgroundColor, textDecoration].join(' ');
}"""
IS_COVERED = """each => {
    const [box] = each.getClientRects();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return !(each.contains(top) || top?.contains(each) || [...each.labels ?? []].some(label => label.contains(top)));
}"""


@pytest.mark.parametrize("path", [PLAN, f"{PLAN}commitments/4/", "/en/accessibility/"])
def test_whatever_has_the_focus_shows_it_and_is_not_covered(page, path):
    page.goto(path)
    faint, covered = [], []
    for stop in stops(page):
        html = stop.evaluate("each => each.outerHTML.slice(0, 120)")
        if stop.evaluate(IS_COVERED):
            covered.append(html)
        with_focus = stop.evaluate(LOOK)
        stop.evaluate("each => each.blur()")
        if stop.evaluate(LOOK) == with_focus:
            faint.append(html)
        stop.focus()
    assert (faint, covered) == ([], [])


def stops(page):
    """Everything Tab comes to, once; a field for a day has several stops within."""
    found, before = 0, None
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate_handle("document.activeElement").as_element()
        if before is not None and stop.evaluate("(each, before) => each === before", before):
            continue
        if stop.evaluate("each => each === document.body || each.matches('.ds-skip-link')") and found:
            break
        found, before = found + 1, stop
        yield stop
    assert found > 20
