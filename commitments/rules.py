"""Who may change what was promised, and who answers for it?"""

from __future__ import annotations

import rules

from accounts.rules import is_coordinator, is_operator

rules.add_perm("commitments.load_plan", is_operator)
rules.add_perm("commitments.amend_plan", is_operator | is_coordinator)
rules.add_perm("commitments.assign", is_operator | is_coordinator)
