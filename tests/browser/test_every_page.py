"""Is every public page whole, quiet, accessible, and readable on a narrow phone, with nothing from elsewhere?"""

from collections import deque
from urllib.parse import urldefrag, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = 30
STEPS = 3


@pytest.fixture
def complaints(page, site):
    """What the browser complains about, and what it asks of other hosts."""
    heard = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: _note_foreign(request.url, site, heard))
    return heard


def _note_foreign(url, site, heard):
    if not url.startswith((site.address, "data:")):
        heard.append(f"asked elsewhere: {url}")


def kind(path):
    """Pages of one kind look alike: numbers and names are taken out of the address."""
    parts = urlsplit(path).path.split("/")
    return "/".join(part if index % 2 == 0 or index < 3 else "*" for index, part in enumerate(parts))


def links(page, site):
    in_full = "all => all.map(a => new URL(a.getAttribute('href'), document.baseURI).href)"
    addresses = page.eval_on_selector_all("a[href]:not([download])", in_full)
    found = {urldefrag(address)[0].removeprefix(site.address) for address in addresses}
    return sorted(path for path in found if path.startswith("/en/") and "/file/" not in path)


def pages_of(page, site):
    """Walks the public pages from the front page, two of each kind, and yields each as it stands open."""
    seen, waiting, count = set(), deque([("/", 0)]), {}
    while waiting and len(seen) < PAGES:
        path, step = waiting.popleft()
        if path in seen or count.get(kind(path), 0) >= 2:
            continue
        seen.add(path)
        count[kind(path)] = count.get(kind(path), 0) + 1
        response = page.goto(site.address + path)
        assert response.status == 200, f"{path} answers {response.status}"
        yield path
        if step < STEPS:
            waiting.extend((link, step + 1) for link in links(page, site))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_quiet_and_accessible(page, site, complaints, scheme):
    page.emulate_media(color_scheme=scheme)
    found = {}
    for path in pages_of(page, site):
        violations = Axe().run(page, options=RULES).response["violations"]
        if violations:
            found[path] = [(each["id"], each["nodes"][0]["html"]) for each in violations]
    assert found == {}
    assert complaints == []


def test_every_page_is_readable_at_320_pixels_without_javascript(browser, site):
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    widths = {}
    for path in pages_of(page, site):
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            widths[path] = width
    context.close()
    assert widths == {}
