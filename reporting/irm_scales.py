"""On which scales does the IRM judge? OGP's own codes, each scale for itself; none is ever converted.

Which scale a report used follows from what the report states, never from its year. Missing is not zero:
``ND`` was not collected in that generation of reports, ``NR`` is not yet reviewed, ``NA`` does not apply.
Source: the code book of OGP's commitments table, see ``docs/sources.md``.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: Codes that hold on every scale.
MISSING: dict[str, str | Promise] = {
    "ND": _("not collected in this report"),
    "NR": _("not yet reviewed"),
    "NA": _("not applicable"),
}


@dataclass(frozen=True)
class Scale:
    """A scale: its name for readers and its codes in order, lowest first."""

    slug: str
    name: str | Promise
    codes: dict[str, str | Promise]

    def label(self, code: str) -> str:
        """The word for a code. Raises KeyError if the scale does not have it."""
        return str({**self.codes, **MISSING}[code])

    def has(self, code: str) -> bool:
        return code in self.codes or code in MISSING


_YES_NO: dict[str, str | Promise] = {"0": _("No"), "1": _("Yes")}
_OPENED: list[str | Promise] = [
    _("Worsens"), _("Did not change"), _("Marginal"), _("Major"), _("Outstanding"),
]  # fmt: skip

#: Every scale by its slug. "Did it open government" is two scales: per value the same words are one higher.
SCALES: dict[str, Scale] = {
    scale.slug: scale
    for scale in (
        Scale(
            "completion",
            _("Completion"),
            {
                "0": _("Withdrawn"),
                "1": _("Unclear: no evidence available"),
                "2": _("Not started"),
                "3": _("Limited"),
                "4": _("Substantial"),
                "5": _("Complete"),
            },
        ),
        Scale("verifiable", _("Verifiable"), _YES_NO),
        Scale(
            "specificity", _("Specificity"), {"0": _("None"), "1": _("Low"), "2": _("Medium"), "3": _("High")}
        ),
        Scale("relevant", _("Relevant to OGP values"), _YES_NO),
        Scale("access_to_information", _("OGP value: access to information"), _YES_NO),
        Scale("civic_participation", _("OGP value: civic participation"), _YES_NO),
        Scale("public_accountability", _("OGP value: public accountability"), _YES_NO),
        Scale("technology_and_innovation", _("OGP value: technology and innovation"), _YES_NO),
        Scale("open_government_lens", _("Has an open government lens"), _YES_NO),
        Scale(
            "potential_impact",
            _("Potential impact"),
            {"0": _("None"), "1": _("Minor"), "2": _("Moderate"), "3": _("Transformative")},
        ),
        Scale(
            "potential_for_results",
            _("Potential for results"),
            {"0": _("Unclear"), "1": _("Modest"), "2": _("Substantial")},
        ),
        Scale("ambition_label", _("Ambition, OGP's label"), {"low": _("Low"), "high": _("High")}),
        Scale(
            "opened_overall",
            _("Did it open government?"),
            {str(code): word for code, word in enumerate(_OPENED)},
        ),
        Scale(
            "opened_access_to_information",
            _("Did it open government: access to information"),
            {"0": _("Not applicable"), **{str(code): word for code, word in enumerate(_OPENED, start=1)}},
        ),
        Scale(
            "opened_civic_participation",
            _("Did it open government: civic participation"),
            {"0": _("Not applicable"), **{str(code): word for code, word in enumerate(_OPENED, start=1)}},
        ),
        Scale(
            "opened_public_accountability",
            _("Did it open government: public accountability"),
            {"0": _("Not applicable"), **{str(code): word for code, word in enumerate(_OPENED, start=1)}},
        ),
        Scale(
            "early_results",
            _("Early results"),
            {
                "0": _("No notable results"),
                "1": pgettext_lazy("early results", "Moderate"),
                "2": _("Significant"),
            },
        ),
    )
}
