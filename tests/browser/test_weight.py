"""How much does a page cost a reader who comes for the first time, and one who comes back? Bytes over the wire."""

import pytest

from tests.browser.looks import SHIFT, WATCH, told
from tests.browser.world import LOCALES

HEAVIEST = 200_000  # bytes of a first visit, headers and all, as compressed as they are served
MOST = 8  # requests of a first visit: the page, three style sheets, two scripts, a font and the icon


class Wire:
    """Counts what comes over the wire: what the browser has kept costs nothing."""

    def __init__(self, page):
        self.addresses, self.sizes, self.kept = {}, {}, set()
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.requestServedFromCache", lambda event: self.kept.add(event["requestId"]))
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def _asked(self, event):
        self.addresses[event["requestId"]] = event["request"]["url"]

    def _answered(self, event):
        if event["response"].get("fromDiskCache"):
            self.kept.add(event["requestId"])

    def _finished(self, event):
        self.sizes[event["requestId"]] = event["encodedDataLength"]

    def came(self):
        """What came, and how many bytes each had; pictures within the page do not come by themselves."""
        return {
            self.addresses[each]: size
            for each, size in self.sizes.items()
            if each not in self.kept and not self.addresses[each].startswith("data:")
        }


@pytest.mark.parametrize("language", LOCALES)
def test_a_first_visit_is_light_and_does_not_jump(world, language):
    heavy = {}

    def visit(path):
        with world.read_by("visitor", language=language) as page:  # with nothing kept
            page.add_init_script(WATCH)
            wire = Wire(page)
            page.goto(path, wait_until="networkidle")
            came, shifted = wire.came(), page.evaluate("window.shifted")
            if sum(came.values()) >= HEAVIEST or len(came) > MOST or shifted >= SHIFT:
                heavy[path] = (sum(came.values()), shifted, came)
            return page.content()

    world.walk(visit, "visitor", language=language)
    assert heavy == {}, told(heavy)


@pytest.mark.parametrize("path", ["/nb/plans/nor-4/", "/nb/plans/nor-4/record/", "/admin/accounts/event/"])
@pytest.mark.parametrize("width", [320, 1440])
def test_letters_that_come_late_move_nothing(world, path, width):
    """On a slow line the page is read in the letters of the system; the next page has its own."""
    late = []
    with world.read_by("coordinator", viewport={"width": width, "height": 900}) as page:
        page.add_init_script(WATCH)
        page.route("**/*.woff2", lambda route: late.append(route))  # noqa: PLW0108 (a list takes no attributes)
        page.goto(path, wait_until="domcontentloaded")
        page.wait_for_timeout(500)
        for each in late:
            each.continue_()
        page.wait_for_load_state("networkidle")
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert late, "the letters were kept from an earlier page"
        assert page.evaluate("window.shifted") == 0


def test_a_second_visit_asks_for_the_page_alone(world):
    with world.read_by("visitor") as page:
        page.goto("/en/plans/nor-4/", wait_until="networkidle")
        wire = Wire(page)
        page.goto("/en/plans/nor-4/", wait_until="networkidle")
        icon = page.locator("link[rel=icon]").get_attribute("href")  # asked for whenever the browser has time
        assert [each for each in wire.came() if not each.endswith(icon)] == [
            f"{world.address}/en/plans/nor-4/"
        ]
