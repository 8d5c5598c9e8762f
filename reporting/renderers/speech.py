"""How is the little Markdown of a comment told outside of HTML? As the same lines of runs as everything else."""

from __future__ import annotations

from dataclasses import dataclass, field

from markdown_it.token import Token

from ogp_tracker.markdown import parse
from reporting.renderers.blocks import Lines, Run, Style
from reporting.renderers.wording import link

_STYLES: dict[str, Style] = {"strong": "strong", "em": "emphasis"}


@dataclass
class _Teller:
    """Walks over the tokens; knows in which list, style and link it is."""

    language: str
    paragraphs: list[tuple[Run, ...]] = field(default_factory=list)
    bullets: list[int | None] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    prefix: str = ""

    def block(self, token: Token) -> None:
        """One token of the block level."""
        if token.type in ("bullet_list_open", "ordered_list_open"):
            first = int(token.attrs.get("start", 1))
            self.bullets.append(first if token.type == "ordered_list_open" else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.bullets.pop()
        elif token.type == "list_item_open":
            self.prefix = self._next_bullet()
        elif token.type == "inline":
            runs = [run for child in token.children or [] for run in self._inline(child)]
            self._add(runs)
        elif token.type in ("fence", "code_block"):
            self._add([self._run(token.content.rstrip("\n"), "typed")])

    def _next_bullet(self) -> str:
        number = self.bullets[-1]
        if number is None:
            return "•\u00a0"
        self.bullets[-1] = number + 1
        return f"{number}.\u00a0"

    def _add(self, runs: list[Run]) -> None:
        start = [Run(self.prefix)] if self.prefix else []
        self.prefix = ""
        self.paragraphs.append((*start, *runs))

    def _inline(self, token: Token) -> list[Run]:
        """One token within a paragraph."""
        name, _dash, end = token.type.rpartition("_")
        if name in _STYLES:
            self.styles.append(_STYLES[name]) if end == "open" else self.styles.pop()
        elif name == "link":
            self.links.append(str(token.attrs.get("href", ""))) if end == "open" else self.links.pop()
        elif token.type == "code_inline":
            return [self._run(token.content, "typed")]
        elif token.type in ("softbreak", "hardbreak"):
            return [Run("\n" if token.type == "hardbreak" else " ")]
        elif token.content:
            return [self._run(token.content, self.styles[-1] if self.styles else "")]
        return []

    def _run(self, text: str, style: Style) -> Run:
        url = link(self.links[-1]).url if self.links else ""
        return Run(text, style, self.language, url)


def speech(text: str, *, language: str = "") -> Lines:
    """A text in Markdown as lines. Never raises, whatever is in it."""
    teller = _Teller(language)
    for token in parse(text):
        teller.block(token)
    return tuple(teller.paragraphs)
