"""Does a report go from the form to the file? A coordinator opens one, sees it grow, and takes the PDF along."""

import io
import json
import re
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import expect

from tests.browser.test_journeys import sign_in

__all__ = ["sign_in"]  # a fixture: a browser of one's own for somebody of the demonstration

FORM = "/en/plans/nor-4/reports/open/"
DAY = "2020-06-30"
MINUTE = 60_000
SEEN = "['main h1', 'main [role=status]'].map(each => document.querySelector(each).innerText)"


def open_report(page):
    page.goto(FORM)
    page.get_by_label("Cut-off day").fill(DAY)
    page.get_by_role("button", name="Open and compile").click()
    page.wait_for_url("**/en/reports/*/")


def until_compiled(page):
    """The page of progress looks again by itself: nothing is clicked."""
    page.get_by_role("heading", name="Take it with you, and check it").wait_for(timeout=MINUTE)


def download(page, name):
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


@pytest.mark.parametrize("has_javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_coordinator_opens_a_report_and_takes_the_pdf_along(sign_in, has_javascript):
    page = sign_in("coordinator", java_script_enabled=has_javascript)
    open_report(page)
    number = re.search(r"/reports/(\d+)/$", page.url)[1]
    heading, state = page.evaluate(SEEN)  # at one moment: the page goes on by itself
    assert (heading, state.startswith(("Waiting", "Running"))) == ("Being compiled", True)

    until_compiled(page)
    name, content = download(page, "PDF, English")
    assert (name, content[:5]) == (f"self-assessment-{number}.en.pdf", b"%PDF-")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert ("/StructTreeRoot" in pdf.Root, str(pdf.Root.Lang)) == (True, "en")
    _name, content = download(page, re.compile("^JSON"))
    assert json.loads(content)["day"] == DAY

    told = page.request.get(f"/api/v1/reports/{number}/").json()
    assert (told["state"], told["cut_off_on"]) == ("compiled", DAY)
    page.get_by_text("Check that nothing was changed").click()
    digest = page.get_by_text("Digest of this document").locator("code").first
    expect(digest).to_have_text(told["digest"], use_inner_text=True)  # it unfolds within a frame or two


def test_others_are_refused_the_form(sign_in):
    page = sign_in("culture")
    assert page.goto(FORM).status == 403
    assert page.get_by_role("button", name="Open and compile").count() == 0
