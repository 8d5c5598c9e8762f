"""Who may open a report, and who enters what the IRM published?

A self-assessment is the government's own report: only a coordinator opens one. An evidence extract is for
everybody and needs no rule. The site itself freezes what a job has compiled.
"""

from __future__ import annotations

import rules

from accounts.rules import is_coordinator, is_operator

rules.add_perm("reporting.open_report", is_coordinator)
rules.add_perm("reporting.freeze", is_operator)
rules.add_perm("reporting.enter_irm", is_operator | is_coordinator)
