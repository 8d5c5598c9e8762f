"""Does every address that a public page names lead somewhere, down to the place on the page?"""

from collections import Counter
from urllib.parse import unquote, urldefrag, urljoin

import pytest

from tests.browser.looks import told
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
FEW = 5


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


def test_every_address_on_a_public_page_leads_somewhere(world, ask):
    """Of the addresses that ask one and the same page for something else, such as a day, a few are followed.

    One language is enough: each page names itself in the others, and its links come from the same template.
    """
    named, questions = {}, Counter()

    def visit(path):
        status, _kind, html = ask(path)
        assert status == 200, f"{path} answers {status}"
        for address in html.addresses:
            target = urljoin(path, address).removeprefix(world.address)
            page, _mark, question = target.partition("?")
            if target not in named and questions[page] < FEW:
                questions[page] += bool(question)
                named[target] = path
        return html.text

    world.walk(visit, "visitor", language="nb")
    broken = {target: f"named on {path}" for target, path in named.items() if not leads(ask, target)}
    assert broken == {}, told(broken)


def leads(ask, target):
    """Whether an address is right, down to the place on the page; those of other hosts are not asked."""
    if not target.startswith("/"):
        return target.startswith(("https://", "http://", "mailto:", "data:"))
    target, place = urldefrag(target)
    status, kind, html = ask(target)
    _name, dot, ending = target.split("?")[0].rpartition("/")[2].rpartition(".")
    expected = KINDS.get(dot + ending, kind)
    return (status, kind) == (200, expected) and (not place or unquote(place) in html.ids)
