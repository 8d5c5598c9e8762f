"""How does the little Markdown people may write become harmless HTML?

markdown-it renders with raw HTML switched off, nh3 then lets through only what a comment needs. Headings
become bold lines, images disappear, links keep http, https and mailto only.
"""

from __future__ import annotations

import re
from html import unescape

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

_ALLOWED = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "a", "hr"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).disable(
    ["image", "heading", "lheading", "html_block", "html_inline"]
)


def render(text: str) -> SafeString:
    """Return safe HTML for a text somebody wrote. Never raises, whatever is in it."""
    html = nh3.clean(
        _markdown.render(plain(text)),
        tags=_ALLOWED,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener ugc",
    )
    return mark_safe(html)  # noqa: S308 (nh3 has cleaned it)


def words(text: str) -> str:
    """What a reader of the HTML reads: the text without its marks and addresses."""
    return unescape(strip_tags(render(text))).strip()


def parse(text: str) -> list[Token]:
    """The same Markdown as markdown-it's tokens, for renderers other than HTML."""
    return _markdown.parse(plain(text))


def plain(text: str) -> str:
    """Remove control characters and those that turn the direction of a line; the rest stays as typed."""
    return _CONTROL.sub("", text)
