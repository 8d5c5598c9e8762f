"""What is a told document made of? Sections of blocks of lines of runs: the same for the page and for the PDF.

Blocks hold finished words in one language; a renderer only draws them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

#: How a run is drawn: quiet beside the main thing, strong, typed (digests), a mark (“Sample”), or something missing.
Style = Literal["", "quiet", "strong", "emphasis", "typed", "mark", "missing"]


@dataclass(frozen=True)
class Run:
    """Words in one style; ``language`` is set where it differs from that of the document."""

    text: str
    style: Style = ""
    language: str = ""
    url: str = ""


Line = tuple[Run, ...]
Lines = tuple[Line, ...]


@dataclass(frozen=True)
class Glyph:
    """The block of a state; the words beside it say the same."""

    level: str
    is_hatched: bool = False
    is_late: bool = False


@dataclass(frozen=True)
class Prose:
    """Paragraphs."""

    paragraphs: Lines
    kind: str = "prose"


@dataclass(frozen=True)
class Note:
    """Something to know before reading on."""

    paragraphs: Lines
    kind: str = "note"


@dataclass(frozen=True)
class Missing:
    """The place of what is not there, and who could put it there."""

    paragraphs: Lines
    kind: str = "missing"


@dataclass(frozen=True)
class Fact:
    """A label with what there is to say."""

    label: str
    lines: Lines


@dataclass(frozen=True)
class Facts:
    """A list of labels and what belongs to them."""

    rows: tuple[Fact, ...]
    kind: str = "facts"


@dataclass(frozen=True)
class Cell:
    """A cell of a table: lines under each other, the first with a glyph if there is one."""

    lines: Lines
    glyphs: tuple[Glyph, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table with a header row; ``widths`` are parts of the whole."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    kind: str = "table"

    @property
    def labelled(self) -> list[list[tuple[str, Cell]]]:
        """The rows, each cell with the name of its column."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Figure:
    """A number with its words."""

    number: str
    words: str


@dataclass(frozen=True)
class Figures:
    """Numbers side by side."""

    items: tuple[Figure, ...]
    kind: str = "figures"


@dataclass(frozen=True)
class Group:
    """What is in one state: how many, and a glyph for each."""

    count: int
    word: str
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True)
class Distribution:
    """One row of glyphs by state. ``says`` tells the same in words."""

    label: str
    groups: tuple[Group, ...]
    says: str
    kind: str = "distribution"


@dataclass(frozen=True)
class Voice:
    """One voice on a commitment."""

    who: str
    glyph: Glyph | None
    says: str
    lines: Lines = ()


@dataclass(frozen=True)
class Voices:
    """The voices side by side, never averaged."""

    items: tuple[Voice, ...]
    kind: str = "voices"


Block = Prose | Note | Missing | Facts | Table | Figures | Distribution | Voices


@dataclass(frozen=True)
class Section:
    """A heading with its blocks; ``level`` 1 to 3, never skipped. ``id`` is its place in the page's address."""

    level: int
    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    starts_page: bool = field(default=False)


@dataclass(frozen=True)
class Told:
    """A whole document in one language: what stands on its cover, in its foot, and its sections."""

    language: str
    kicker: str
    title: str
    subtitle: str
    by: str
    facts: Facts
    notes: tuple[Note, ...]
    foot: str
    contents: str
    sections: tuple[Section, ...]
