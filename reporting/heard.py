"""What does civil society find of a commitment or a milestone? Each organisation counts once, with its newest view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.names import Name
from ogp_tracker.words import LEVEL_WORDS
from participation.said import Conversation


@dataclass(frozen=True)
class View:
    """How complete an organisation finds something. Views are counted and never averaged."""

    level: str
    body: Name | None
    on: date
    is_sample: bool


@dataclass(frozen=True)
class Heard:
    """What organisations find of one commitment or milestone, in OGP's order of levels."""

    views: Sequence[View]

    @property
    def tally(self) -> list[tuple[str, int]]:
        """How many organisations find it in each state."""
        return list(Counter(view.level for view in self.views).items())

    @property
    def has_samples(self) -> bool:
        return any(view.is_sample for view in self.views)


def heard_in(conversation: Conversation) -> dict[str, Heard]:
    """The standing views, by the public id of the commitment as a whole, or of the milestone, they are on."""
    newest: dict[tuple[str, str], View] = {}
    for said in sorted(conversation.comments, key=lambda each: each.number):
        if said.view:
            slug = said.body.slug if said.body else ""
            newest[said.about.public_id, slug] = View(said.view, said.body, said.on, said.is_sample)
    order = list(LEVEL_WORDS)
    found: dict[str, list[View]] = {}
    for (public_id, _slug), view in newest.items():
        found.setdefault(public_id, []).append(view)
    return {
        public_id: Heard(sorted(views, key=lambda view: order.index(view.level)))
        for public_id, views in found.items()
    }
