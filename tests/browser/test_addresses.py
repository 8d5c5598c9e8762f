"""Does every address that a public page names lead somewhere, down to the place on the page?"""

from urllib.parse import unquote, urldefrag, urljoin

import pytest

from tests.browser.looks import told
from tests.browser.world import LOCALES
from tests.walk import Html

#: What a file is, by the end of its address.
KINDS = {
    ".csv": "text/csv",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


@pytest.fixture
def ask(world):
    """Asks for an address once: how it answers, what kind of thing it is, and where one can arrive on it."""
    answers = {}
    with world.read_by("visitor") as page:

        def ask(path):
            if path not in answers:
                response = page.request.get(path)
                kind = response.headers.get("content-type", "").split(";")[0]
                html = Html(response.text()) if kind == "text/html" else Html("")
                answers[path] = (response.status, kind, html)
            return answers[path]

        yield ask


@pytest.mark.parametrize("language", LOCALES)
def test_every_address_on_a_public_page_leads_somewhere(world, ask, language):
    """Every day there is a link to is asked for once, in English."""
    pages = {}

    def visit(path):
        status, _kind, pages[path] = ask(path)
        assert status == 200, f"{path} answers {status}"
        return pages[path].text

    world.walk(visit, "visitor", language=language)
    broken = {}
    for path, html in pages.items():
        asked = [address for address in html.addresses if language == "en" or "as_of=" not in address]
        wrong = [address for address in asked if not leads(ask, world, path, address)]
        if wrong:
            broken[path] = wrong
    assert broken == {}, told(broken)


def leads(ask, world, path, address):
    """Whether an address that stands on the page at this path is right; those of other hosts are not asked."""
    target, fragment = urldefrag(urljoin(path, address))
    target = target.removeprefix(world.address)
    if not target.startswith("/"):
        return target.startswith(("https://", "http://", "mailto:", "data:"))
    status, kind, html = ask(target)
    ending = target.split("?")[0].rpartition("/")[2].rpartition(".")
    expected = KINDS.get(f".{ending[2]}" if ending[1] else "", kind)
    return (status, kind) == (200, expected) and (not fragment or unquote(fragment) in html.ids)
