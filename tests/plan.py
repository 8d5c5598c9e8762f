"""Who and what do tests know by name? One small plan, its bodies and people, and a clock that stands still.

Everything was loaded on 1 July 2019, when the plan began; tests live on 4 May 2020.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from accounts.models import Organisation, User
from commitments.models import ActionPlan, Commitment
from milestones.models import Milestone
from ogp_tracker import as_of
from tests import factories
from tests.factories import NOW, TODAY


@dataclass(frozen=True)
class SmallPlan:
    """Two commitments of two ministries, three milestones, an agency that supports, a watchdog beside it."""

    plan: ActionPlan
    #: utp-1.1, led by the ministry, supported by the agency; milestones due in March and December 2020.
    commitment: Commitment
    milestone: Milestone
    second_milestone: Milestone
    #: utp-1.2, led by the other ministry; its milestone is due in March 2021.
    other_commitment: Commitment
    other_milestone: Milestone
    ministry: Organisation
    other_ministry: Organisation
    agency: Organisation
    cso: Organisation


@pytest.fixture
def small_plan(db: None) -> SmallPlan:
    ministry = factories.body("utp-interior", "Ministry of the Interior")
    other_ministry = factories.body("utp-finance", "Ministry of Finance")
    agency = factories.body("utp-archives", "National Archives", kind="agency")
    cso = factories.body("utp-watch", "Watch Utopia", kind="civil_society")
    plan = factories.plan(coordinator=ministry)
    theme = factories.theme(plan, "money")
    commitment = factories.commitment(plan, 1, "Publish the budget", lead=ministry, theme=theme)
    factories.responsible(commitment, agency, kind="supporting")
    other_commitment = factories.commitment(plan, 2, "Open the registers", lead=other_ministry, theme=theme)
    return SmallPlan(
        plan=plan,
        commitment=commitment,
        milestone=factories.milestone(commitment, 1, due=date(2020, 3, 31), title="Draft published"),
        second_milestone=factories.milestone(commitment, 2, due=date(2020, 12, 31), title="Portal open"),
        other_commitment=other_commitment,
        other_milestone=factories.milestone(
            other_commitment, 1, due=date(2021, 3, 31), title="Register open"
        ),
        ministry=ministry,
        other_ministry=other_ministry,
        agency=agency,
        cso=cso,
    )


@pytest.fixture
def coordinator(small_plan: SmallPlan) -> User:
    """Coordinates the plan in the ministry of the interior; publishes nothing."""
    return factories.person("coordinator", of=small_plan.ministry, role="coordinator")


@pytest.fixture
def ministry_editor(small_plan: SmallPlan) -> User:
    """An official of the ministry that leads commitment 1."""
    return factories.person("ministry-editor", of=small_plan.ministry)


@pytest.fixture
def other_ministry_editor(small_plan: SmallPlan) -> User:
    """An official of the ministry that leads commitment 2."""
    return factories.person("other-ministry-editor", of=small_plan.other_ministry)


@pytest.fixture
def supporting_editor(small_plan: SmallPlan) -> User:
    """An official of the agency that supports commitment 1, and answers for nothing."""
    return factories.person("supporting-editor", of=small_plan.agency)


@pytest.fixture
def former_editor(small_plan: SmallPlan) -> User:
    """Was an official of the leading ministry until the day before tests live."""
    return factories.person("former-editor", of=small_plan.ministry, until=date(2020, 5, 3))


@pytest.fixture
def cso_member(small_plan: SmallPlan) -> User:
    return factories.person("cso-member", of=small_plan.cso, role="civil_society")


@pytest.fixture
def reviewer(small_plan: SmallPlan) -> User:
    """Reviews for the IRM; a membership in the watchdog stands in for the body."""
    return factories.person("reviewer", of=small_plan.cso, role="reviewer")


@pytest.fixture
def stranger(db: None) -> User:
    """Can sign in, and is nothing in any body."""
    return factories.person("stranger")


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """The site's clock stands at noon of 4 May 2020 (for pages and API, which read it)."""
    monkeypatch.setattr(as_of, "now", lambda: NOW)
    return TODAY
