"""Which steps make a conversation? Somebody asks, answers or forwards, through the actions everybody uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import Organisation
from commitments.models import ActionPlan
from participation.actions import NewComment, NewForwarding, NewResponse, comment, forward, respond
from reporting.demo.steps import PLAN, Stage, Step


@dataclass(frozen=True)
class Asks(Step):
    """An invented organisation comments on ``about``: a commitment (4), a milestone (4.4), or an entry by its name.

    Without ``about`` it speaks of the plan as a whole. ``name`` is for those who answer.
    """

    name: str
    text: str
    about: str = ""
    entry: str = ""
    view: str = ""
    why: str = ""

    def tell(self, stage: Stage) -> None:
        new = NewComment(
            text=self.text, view=self.view or None, view_reason=self.why, **self._target(stage)
        )  # fmt: skip
        stage.comments[self.name] = comment(new, by=stage.actor(self.by), now=stage.now)

    def _target(self, stage: Stage) -> dict[str, Any]:
        if self.entry:
            return {"status_update": stage.updates[self.entry]}
        if not self.about:
            return {"plan": ActionPlan.objects.get(slug=PLAN)}
        if "." in self.about:
            return {"milestone": stage.milestone(self.about)}
        return {"commitment": stage.commitment(self.about)}


@dataclass(frozen=True)
class Answers(Step):
    """The body whose turn it is answers the comments with these names, all at once."""

    names: Sequence[str]
    verdict: str
    text: str

    def tell(self, stage: Stage) -> None:
        asked = [stage.comments[name] for name in self.names]
        respond(
            NewResponse(comments=asked, verdict=self.verdict, text=self.text),
            by=stage.actor(self.by),
            now=stage.now,
        )


@dataclass(frozen=True)
class Forwards(Step):
    """A body hands a comment to another one."""

    name: str
    receiver: str
    reason: str

    def tell(self, stage: Stage) -> None:
        new = NewForwarding(
            comment=stage.comments[self.name],
            receiver=Organisation.objects.get(slug=self.receiver),
            reason=self.reason,
        )
        forward(new, by=stage.actor(self.by), now=stage.now)
