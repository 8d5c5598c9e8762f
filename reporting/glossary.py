"""What do the words of this site mean? Plain words, in the order in which a reader meets them.

A term is linked from the pages by its ``code``, the anchor on the glossary's page.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: A text that is translated when it is shown.
Text = str | Promise


@dataclass(frozen=True)
class Term:
    """A word, what it means here, and the state whose mark stands beside it, if it is one."""

    code: str
    name: Text
    says: Text
    level: str = ""


@dataclass(frozen=True)
class Group:
    """Terms that explain one another."""

    code: str
    name: Text
    terms: tuple[Term, ...]


GROUPS = (
    Group(
        "the-plan",
        _("What was promised"),
        (
            Term(
                "ogp",
                _("Open Government Partnership (OGP)"),
                _(
                    "An international partnership of governments and civil society. Each member country writes "
                    "action plans and is assessed on them."
                ),
            ),
            Term(
                "action-plan",
                _("Action plan"),
                _(
                    "What a country promises to do for more open government, usually for two or four years, "
                    "written together with civil society."
                ),
            ),
            Term(
                "commitment",
                _("Commitment"),
                _("One promise in an action plan, with a body that answers for it."),
            ),
            Term(
                "milestone",
                _("Milestone"),
                _(
                    "One step of a commitment: something whose delivery can be verified, if possible with a day "
                    "on which it begins and a day on which it is due."
                ),
            ),
            Term(
                "key-milestone",
                _("Key milestone"),
                _(
                    "A milestone that the plan itself marks as decisive. A commitment is not indicated as "
                    "substantial while a key milestone is below that."
                ),
            ),
            Term(
                "lead-body",
                _("Lead body"),
                _(
                    "The body that answers for a commitment. There is exactly one at a time. It states how far "
                    "the commitment has come, and reports on its milestones."
                ),
            ),
            Term(
                "responsible-in-plan",
                _("Responsible in the plan"),
                _(
                    "A body that the text of the plan names as responsible beside the lead body. It may report "
                    "on the milestones too."
                ),
            ),
            Term(
                "supporting-body",
                _("Supporting body"),
                _("A body that helps to carry out a commitment. It does not publish entries."),
            ),
            Term(
                "adopted-day",
                _("Adopted day and re-planned day"),
                _(
                    "The adopted day is the day on which a milestone is due by the plan. A body may re-plan it, with "
                    "a reason. Both days stay visible, and overdue is counted from the adopted one."
                ),
            ),
            Term(
                "amendment",
                _("Amendment"),
                _(
                    "A dated change of the plan: commitments or milestones are added, reworded, withdrawn, split, "
                    "merged or moved. The old wording and the reason stay readable."
                ),
            ),
        ),
    ),
    Group(
        "how-far",
        _("How far it has come"),
        (
            Term(
                "completion",
                _("Completion"),
                _(
                    "How far the work has come, in four levels that OGP's self-assessment uses: not started, limited, "
                    "substantial, completed. They are steps in an order, not percentages."
                ),
            ),
            Term("completed", _("Completed"), _("The body says that it is done."), "completed"),
            Term("substantial", _("Substantial"), _("The body says that most of it is done."), "substantial"),
            Term(
                "limited",
                _("Limited"),
                _("The body says that some of it is done, and explains what holds it back."),
                "limited",
            ),
            Term(
                "not-started",
                _("Not started"),
                _("The body says that work has not started, and explains why."),
                "not_started",
            ),
            Term(
                "not-reported",
                _("Not reported"),
                _("No entry had been published by the day shown. That says nothing about the work itself."),
                "not_reported",
            ),
            Term(
                "withdrawn",
                _("Withdrawn"),
                _("An amendment has taken it out of the plan. It stays visible."),
                "withdrawn",
            ),
            Term(
                "cannot-be-indicated",
                _("Cannot be indicated"),
                _(
                    "The plan states no milestones for the commitment, or not all of them have been verified here."
                ),
                "undetermined",
            ),
            Term(
                "stated",
                _("Stated"),
                _("What the lead body itself says about its commitment, with a day and a reason."),
            ),
            Term(
                "indicated",
                _("Indicated"),
                _(
                    "What the states of its milestones add up to by a published rule. A rule can only indicate: "
                    "it is nobody's judgement."
                ),
            ),
            Term(
                "assessed",
                _("Assessed"),
                _(
                    "What the Independent Reporting Mechanism found, on its own scale, in a report of its own."
                ),
            ),
            Term(
                "overdue",
                _("Overdue"),
                _(
                    "Past its adopted day, and neither completed nor withdrawn, while the plan is carried out."
                ),
            ),
        ),
    ),
    Group(
        "what-is-said",
        _("What is shown and said"),
        (
            Term(
                "entry",
                _("Entry"),
                _(
                    "A dated report of a body on one milestone. It is never changed. A mistake is corrected by a "
                    "new entry that names the old one, or the entry is retracted."
                ),
            ),
            Term(
                "evidence",
                _("Evidence"),
                _(
                    "A public document or page that shows that something was done, with a sentence that says what "
                    "it proves. A claim of substantial or completed without it is marked with stripes."
                ),
            ),
            Term(
                "exempt",
                _("Exempt from public access"),
                _(
                    "A document that exists but that the law keeps from the public. The legal ground is named, and "
                    "it is not counted as public evidence."
                ),
            ),
            Term(
                "comment",
                _("Comment and answer"),
                _(
                    "What a civil-society organisation says in public about the plan, and what the responsible body "
                    "answers: accepted, partly accepted, not accepted or noted, always with a why."
                ),
            ),
            Term(
                "reasoned-response",
                _("Reasoned answer"),
                _(
                    "OGP's rule for the making of a plan: whoever contributed learns what became of the contribution, "
                    "and why. This site asks the same for comments while the plan is carried out."
                ),
            ),
            Term(
                "self-assessment",
                _("Self-assessment report"),
                _(
                    "The government's own account of a plan, in OGP's template. This site compiles one from the public "
                    "record; once it is compiled, it never changes."
                ),
            ),
            Term(
                "irm",
                _("Independent Reporting Mechanism (IRM)"),
                _(
                    "OGP's own reviewers. They assess each action plan independently of the government, "
                    "from public sources first."
                ),
            ),
            Term(
                "sample",
                _("Sample"),
                _(
                    "Invented, to show how this site works. Nothing marked as a sample was said or done by anybody. "
                    "In open data it carries the same mark, so that it can be left out."
                ),
            ),
        ),
    ),
    Group(
        "days",
        _("Days and the record"),
        (
            Term(
                "as-of",
                _("As of"),
                _("The day a page shows: how things stood at the end of that day."),
            ),
            Term(
                "known-on",
                _("Known on"),
                _(
                    "The day up to which the record is counted. Together with the day a page shows, it tells what the "
                    "public could read at the time."
                ),
            ),
            Term(
                "record",
                _("Public record"),
                _(
                    "The numbered list of everything that was published here. Each event carries a digest of the ones "
                    "before it, so that no event can be changed or left out without being noticed."
                ),
            ),
            Term(
                "head",
                _("Head of the record"),
                _(
                    "The number and digest of the newest event. Whoever notes them can check later that nothing up to "
                    "there has been changed."
                ),
            ),
            Term(
                "removed-by-law",
                _("Text removed by law"),
                _(
                    "A text that had to be removed, whichever day is shown, for example because it named a person. A "
                    "notice with the ground stands in its place, and the record can still be checked."
                ),
            ),
        ),
    ),
)
