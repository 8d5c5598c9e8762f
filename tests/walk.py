"""Which pages does the site have, and how does one come to them? The map of addresses, and a walk along the links.

Whoever looks at every page walks, so that a page added later is looked at without being listed. A walk sees the
site through one function, and so goes through a browser, over the wire, and with Django's test client:

    walk(lambda path: client.get(path, follow=True).content.decode(), "/nb/", each=2)
"""

import inspect
from collections import Counter, deque
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.utils.translation import override

from accounts.admin_site import RecordAdmin, site

#: Opens the page at a path and returns its HTML; nothing if this reader is refused there.
Visit = Callable[[str], str | None]

LANGUAGES = [code for code, _name in settings.LANGUAGES]
ROOMS = {*LANGUAGES, "accounts", "admin"}  # where pages are; the rest answers programs

#: What has the address of a page and is none.
NO_PAGES = {
    "admin:autocomplete": "JSON for a field",
    "admin:jsi18n": "a script",
    "admin:view_on_site": "passes on to a page",
    "evidence-download": "a file",
    "mfa_download_recovery_codes": "a file",
}


@cache
def names() -> frozenset[str]:
    """The names of all pages that somebody can read: what is a file, takes only POST or is nobody's is left out."""
    found = {
        name
        for name, route, pattern in _patterns(get_resolver())
        if route.split("/")[0] in ROOMS and route.endswith("/") and not _takes_only_post(pattern.callback)
    }
    return frozenset(found - NO_PAGES.keys() - set(_nobodys()))


@cache
def name_of(path: str) -> str:
    """The name of what is at a path, in any language; empty if nothing is."""
    path = urlsplit(path).path
    with override(_room(path) if _room(path) in LANGUAGES else settings.LANGUAGE_CODE):
        try:
            return resolve(path).view_name
        except Resolver404:
            return ""


def walk(visit: Visit, *starts: str, each: int = 1) -> dict[str, list[str]]:
    """Goes along the links from these paths, breadth first, to at most so many pages of each name.

    It stays in the language of the starts (and in the rooms that have none), follows no download, changes nothing,
    and returns what it found: the paths, in the order they were visited, by the name of the page.
    """
    rooms = {"accounts", "admin", *map(_room, starts)}
    pages: dict[str, list[str]] = {}
    tries: Counter[str] = Counter()
    waiting, known = deque(starts), set(starts)
    while waiting:
        path = waiting.popleft()
        name = name_of(path)
        if tries[name] == each:
            continue
        tries[name] += 1
        html = visit(path)
        if html is None:
            continue
        pages.setdefault(name, []).append(path)
        for href in Html(html).links:
            link = urldefrag(urljoin(path, href))[0]
            if link not in known and _room(link) in rooms and name_of(link) in names():
                known.add(link)
                waiting.append(link)
    return pages


class Html(HTMLParser):
    """What a page points at, and what can be pointed at on it.

    ``links`` are those somebody can follow to another page, ``addresses`` all it names (links, downloads, pictures,
    styles, forms that only ask), ``ids`` where one can arrive.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = html
        self.links: list[str] = []
        self.addresses: list[str] = []
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href") and "download" not in given:
            self.links.append(given["href"] or "")
        is_question = tag == "form" and (given.get("method") or "get").lower() == "get"
        for address in (given.get("href"), given.get("src"), given.get("action") if is_question else None):
            if address:
                self.addresses.append(address)
        if given.get("id"):
            self.ids.add(given["id"] or "")


def _room(path: str) -> str:
    """The first part of a path; none for an address elsewhere."""
    return path.split("/")[1] if path.startswith("/") else ""


def _patterns(
    resolver: URLResolver, space: str = "", before: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    """Every pattern with a name: its name with its namespace, and its whole route."""
    for each in resolver.url_patterns:
        route = before + str(each.pattern).rstrip("$")
        if isinstance(each, URLResolver):
            yield from _patterns(each, f"{space}{each.namespace}:" if each.namespace else space, route)
        elif each.name:
            yield space + each.name, route, each


def _takes_only_post(view: Callable[..., object]) -> bool:
    return _refuses_get(inspect.unwrap(view, stop=_refuses_get))


def _refuses_get(view: Callable[..., object]) -> bool:
    """Whether this layer of a view is Django's ``require_http_methods`` without GET."""
    kept = inspect.getclosurevars(view).nonlocals if inspect.isfunction(view) else {}
    return "GET" not in kept.get("request_method_list", ["GET"])


def _nobodys() -> Iterator[str]:
    """The pages of Django's admin that nobody may use here: see ``RecordAdmin``."""
    for model, admin in site._registry.items():
        for right in ("add", "delete"):
            asked = f"has_{right}_permission"
            if getattr(type(admin), asked) is getattr(RecordAdmin, asked):
                yield f"admin:{model._meta.app_label}_{model._meta.model_name}_{right}"
