"""Who can be tried out in a demonstration? Invented roles, all with the one password that everybody may know.

Outside a demonstration they can do nothing: a demonstration account holds no membership there
(``User.memberships_on``), whatever a copied database says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password

from accounts.models import OrganisationName, Role, User

PASSWORD = "open-by-default"  # noqa: S105  # known to everybody, on purpose


@dataclass(frozen=True)
class DemoAccount:
    """A role to try out: what it is called, how it signs in, and where it belongs when the plan begins."""

    key: str
    name: str
    body: str
    role: Role = Role.OFFICIAL

    @property
    def email(self) -> str:
        """The address it signs in with: a name of nobody, at a host that is nobody's."""
        return f"{self.key}@example.org"


@dataclass(frozen=True)
class DemoBody:
    """An invented body, for roles that no body of the plan has."""

    slug: str
    name: str
    kind: str


ASSOCIATION = DemoBody(
    "sample-association", "Sample Association for Open Records", OrganisationName.Kind.CIVIL_SOCIETY
)
FORUM = DemoBody("sample-forum", "Sample Forum for Reuse of Data", OrganisationName.Kind.CIVIL_SOCIETY)
NETWORK = DemoBody("sample-network", "Sample Network of Teachers", OrganisationName.Kind.CIVIL_SOCIETY)
REVIEWERS = DemoBody("sample-reviewers", "Sample Review Office", OrganisationName.Kind.INTERNATIONAL_BODY)

BODIES = (ASSOCIATION, FORUM, NETWORK, REVIEWERS)

#: The coordinator stands first: the others are made members by the coordinator.
ACCOUNTS = (
    DemoAccount(
        "coordinator",
        "Demo coordinator, Ministry of Local Government and Modernisation",
        "nor-kmd",
        Role.COORDINATOR,
    ),
    DemoAccount("culture", "Demo official, Ministry of Culture", "nor-kud"),
    DemoAccount("culture-2", "Second demo official, Ministry of Culture", "nor-kud"),
    DemoAccount("energy", "Demo official, Ministry of Petroleum and Energy", "nor-oed"),
    DemoAccount(
        "local-government", "Demo official, Ministry of Local Government and Modernisation", "nor-kmd"
    ),
    DemoAccount("digitalisation", "Demo official, Difi until 2019, Digdir since 2020", "nor-difi"),
    DemoAccount("trade", "Demo official, Ministry of Trade, Industry and Fisheries", "nor-nfd"),
    DemoAccount("justice", "Demo official, Ministry of Justice and Public Security", "nor-jd"),
    DemoAccount("finance", "Demo official, Ministry of Finance", "nor-fin"),
    DemoAccount(
        "association", f"Demo member, {ASSOCIATION.name}", ASSOCIATION.slug, Role.CIVIL_SOCIETY
    ),
    DemoAccount("forum", f"Demo member, {FORUM.name}", FORUM.slug, Role.CIVIL_SOCIETY),
    DemoAccount("network", f"Demo member, {NETWORK.name}", NETWORK.slug, Role.CIVIL_SOCIETY),
    DemoAccount("reviewer", f"Demo reviewer, {REVIEWERS.name}", REVIEWERS.slug, Role.REVIEWER),
)  # fmt: skip


def create_accounts() -> dict[str, User]:
    """Create the people behind the accounts, by key. They are members of nothing yet."""
    password = make_password(PASSWORD)  # once: it takes its time on purpose
    people = [
        User(email=account.email, name=account.name, password=password, is_demo=True) for account in ACCOUNTS
    ]
    User.objects.bulk_create(people)
    return dict(zip((account.key for account in ACCOUNTS), people, strict=True))


def accounts_to_try() -> Sequence[DemoAccount]:
    """The accounts that the sign-in page names: none unless this is a demonstration that has them. One query."""
    if not settings.OGP_DEMO:
        return ()
    there = set(User.objects.filter(is_demo=True, is_active=True).values_list("email", flat=True))
    return [account for account in ACCOUNTS if account.email in there]
