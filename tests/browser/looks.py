"""What is wrong with a page as it stands open in the browser?"""

import os
from typing import Any

from axe_playwright_python.sync_playwright import Axe

IS_WHOLE = "AXE" in os.environ  # `make axe`: nothing is spared
AXE = Axe()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES: dict[str, Any] = {
    "runOnly": TAGS,
    "rules": {"target-size": {"enabled": True}},  # WCAG 2.2, which axe leaves out unless asked
    "resultTypes": ["violations"],
    "preload": IS_WHOLE,  # each style sheet once more, for the one rule about turned screens
}
#: The same without the rule that takes most of the time, where the colours are seen elsewhere.
WITHOUT_COLOURS = {**RULES, "rules": {**RULES["rules"], "color-contrast": {"enabled": False}}}
#: Adds up how far things jumped that nobody had touched (web.dev/cls); asked before the page begins.
WATCH = """
window.shifted = 0;
new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({type: 'layout-shift', buffered: true});
"""
SHIFT = 0.02  # of the window; the Core Web Vitals call 0.1 good
SEEN = """async () => {
    await document.fonts.ready;
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const shifted = window.shifted;
    window.shifted = -Infinity;  // what is opened or turned from here on may push
    document.querySelectorAll('details').forEach(each => each.open = true);
    return {
        shifted, headings: document.querySelectorAll('h1').length, language: document.documentElement.lang,
        width: document.documentElement.scrollWidth, title: document.title,
    };
}"""


class Ears:
    """Hears what the browser complains about, the site's policy included, and what it asks of other hosts."""

    def __init__(self, page, address):
        self.heard = []
        self.address = address
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.heard.append(str(error)))
        page.on("request", self._request)

    def _console(self, message):
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.heard.append(message.text)

    def _request(self, request):
        if not request.url.startswith((f"{self.address}/", "data:")):
            self.heard.append(f"asked elsewhere: {request.url}")

    def since(self):
        """What was heard since the last time; the first of it, where it goes on and on."""
        heard, self.heard = self.heard, []
        return heard[:3]


def violations(page, rules=RULES):
    """What axe finds, and finds again a moment later: the rules, and the first place that breaks each."""
    found = _violations(page, rules)
    if found:
        page.wait_for_timeout(1000)  # a page that was still being laid out is looked at once more
        again = _violations(page, rules)
        found = [each for each in found if each in again]
    return found


def _violations(page, rules):
    found = AXE.run(page, options=rules).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found]


def width(page):
    return page.evaluate("document.documentElement.scrollWidth")


def flaws(page, ears, *, language, widest, rules=RULES):
    """What is wrong with the page, folded-up parts opened, in a window of this width."""
    seen = page.evaluate(SEEN)
    found = ears.since() + violations(page, rules)
    ears.since()  # axe tries styles that the policy forbids: that is not the page's doing
    if seen["headings"] != 1:
        found.append(f"{seen['headings']} headings of the first level")
    if seen["language"] != language:
        found.append(f"says it speaks “{seen['language']}”")
    if not seen["title"].removesuffix(" OGP Tracker").strip(" –"):  # noqa: RUF001 (what the site writes)
        found.append("has no title")
    if seen["width"] > widest:
        found.append(f"is {seen['width']} pixels wide")
    if seen["shifted"] >= SHIFT:
        found.append(f"shifts by {seen['shifted']:.3f}")
    return found


def told(found):
    """What was found where, a line each: pytest would cut it short."""
    return "\n" + "\n".join(f"{where}: {what}" for where, what in found.items())
