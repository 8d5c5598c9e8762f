"""Who can be tried out in a demonstration? Invented roles, all with the one password that everybody may know.

Outside a demonstration they can do nothing: a demonstration account holds no membership there
(``User.memberships_on``), whatever a copied database says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import make_password

from accounts.models import Membership, OrganisationName, Role, User
from accounts.names import names_of
from ogp_tracker.texts import Texts

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
    name: Texts
    kind: str


def _body(slug: str, kind: str, *, en: str, nb: str, nn: str) -> DemoBody:
    return DemoBody(slug, {"en": f"Sample {en}", "nb": f"Eksempel{nb}", "nn": f"Døme{nn}"}, kind)


ASSOCIATION = _body(
    "sample-association",
    OrganisationName.Kind.CIVIL_SOCIETY,
    en="Association for Open Records",
    nb="foreningen for åpne dokumenter",
    nn="foreininga for opne dokument",
)
FORUM = _body(
    "sample-forum",
    OrganisationName.Kind.CIVIL_SOCIETY,
    en="Forum for Reuse of Data",
    nb="forumet for viderebruk av data",
    nn="forumet for vidarebruk av data",
)
NETWORK = _body(
    "sample-network",
    OrganisationName.Kind.CIVIL_SOCIETY,
    en="Network of Teachers",
    nb="nettverket for lærere",
    nn="nettverket for lærarar",
)
REVIEWERS = _body(
    "sample-reviewers",
    OrganisationName.Kind.INTERNATIONAL_BODY,
    en="Review Office",
    nb="kontoret for vurdering",
    nn="kontoret for vurdering",
)

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
        "association", f"Demo member, {ASSOCIATION.name['en']}", ASSOCIATION.slug, Role.CIVIL_SOCIETY
    ),
    DemoAccount("forum", f"Demo member, {FORUM.name['en']}", FORUM.slug, Role.CIVIL_SOCIETY),
    DemoAccount("network", f"Demo member, {NETWORK.name['en']}", NETWORK.slug, Role.CIVIL_SOCIETY),
    DemoAccount("reviewer", f"Demo reviewer, {REVIEWERS.name['en']}", REVIEWERS.slug, Role.REVIEWER),
)  # fmt: skip


def create_accounts() -> dict[str, User]:
    """Create the people behind the accounts, by key. They are members of nothing yet."""
    password = make_password(PASSWORD)  # once: it takes its time on purpose
    people = [
        User(email=account.email, name=account.name, password=password, is_demo=True) for account in ACCOUNTS
    ]
    User.objects.bulk_create(people)
    return dict(zip((account.key for account in ACCOUNTS), people, strict=True))


@dataclass(frozen=True)
class ToTry:
    """An account that the sign-in page offers, with the body it belongs to today, as that is called."""

    account: DemoAccount
    body: Texts


def accounts_to_try(day: date) -> list[ToTry]:
    """The accounts somebody may try: none unless this is a demonstration that has them. Two queries."""
    if not settings.OGP_DEMO:
        return []
    members = dict(
        Membership.objects.holding(day)
        .filter(user__is_demo=True, user__is_active=True)
        .order_by("pk")
        .values_list("user__email", "organisation")
    )
    names = names_of(members.values(), known_at=None)
    called = {email: name for email, body in members.items() if (name := names.on(body, day))}
    return [ToTry(account, called[account.email].name) for account in ACCOUNTS if account.email in called]
