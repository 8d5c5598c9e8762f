"""Does the conversation go round? A member comments with a view, an official answers, everybody reads both."""

import pytest

from tests.browser.site import PASSWORD, send

COMMITMENT = "/en/plans/nor-4/commitments/4/"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def someone(browser, site, request):
    """Opens a browser of its own for an account, or for a visitor."""
    opened = []

    def open_for(account="", *, at):
        context = browser.new_context(java_script_enabled=request.param)
        opened.append(context)
        page = context.new_page()
        page.goto(site.address + at)
        if account:
            send(page, login=f"{account}@example.org", password=PASSWORD)
            page.wait_for_url(f"**{at}")
        return page

    yield open_for
    for context in opened:
        context.close()


def waiting(page):
    """How many comments the public list says wait."""
    page.goto(page.url.split("/en/")[0] + "/en/plans/nor-4/comments/?show=waiting")
    return page.locator("article.comment").count()


def test_a_member_comments_an_official_answers_and_everybody_reads_both(someone):
    public = someone(at=COMMITMENT)
    before = waiting(public)

    member = someone("association", at="/en/comments/on/nor-4.4/")
    member.fill("textarea[name=text]", "Which of the ten datasets is *next*?")
    member.check("input[name=view][value=substantial]")
    member.fill("textarea[name=view_reason]", "Eight of ten can be used now.")
    member.click("button[name=preview]")
    member.locator("#preview em").wait_for()
    assert member.locator("#preview em").inner_text() == "next"
    assert waiting(public) == before
    member.click("button[name=publish]")
    member.wait_for_url("**#comment-*")
    assert waiting(public) == before + 1

    official = someone("culture", at="/en/desk/")
    asked = official.locator(".wait", has_text="Which of the ten datasets is next?")
    asked.get_by_role("link", name="Answer").click()
    official.check("input[name=verdict][value=accepted]")
    official.fill("textarea[name=text]", "The photographs, in December.")
    official.get_by_role("button", name="Publish the answer").click()
    official.wait_for_url("**#response-*")

    assert waiting(public) == before
    public.goto(public.url.split("/en/")[0] + COMMITMENT)
    said = public.locator("article.comment", has_text="Which of the ten datasets is next?")
    assert said.locator(".reply").inner_text().startswith("Accepted")
    assert "Answered the same day" in said.inner_text()
    voice = public.locator(".voice", has_text="Civil society says")
    counts = [" ".join(each.split()) for each in voice.locator(".voice-counts li").all_inner_texts()]
    assert counts == ["1 completed", "2 substantial"]


@pytest.mark.parametrize(
    "someone", [True], ids=["with JavaScript"], indirect=True
)  # else the browser sends again
def test_a_comment_that_was_looked_at_first_still_stands_there_on_the_way_back(someone):
    member = someone("association", at="/en/comments/on/nor-4.4/")
    member.fill("textarea[name=text]", "Which of the ten datasets is *next*?")
    member.click("button[name=preview]")
    member.locator("#preview em").wait_for()
    member.get_by_role("link", name="Back, without publishing").click()
    member.wait_for_url(f"**{COMMITMENT}")
    member.go_back()
    member.wait_for_url("**/comments/on/nor-4.4/**")
    assert member.input_value("textarea[name=text]") == "Which of the ten datasets is *next*?"


def test_a_comment_is_written_by_keyboard_alone(someone):
    member = someone("forum", at="/en/comments/on/nor-4/")
    member.focus("textarea[name=text]")
    member.keyboard.type("Typed without a mouse.")
    for _ in range(2):  # the language, then the button
        member.keyboard.press("Tab")
    assert member.evaluate("document.activeElement.name") == "publish"
    member.keyboard.press("Enter")
    member.wait_for_url("**/en/comments/*/#comment-*")
