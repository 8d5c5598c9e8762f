"""What must have happened so that every page can be reached, and who reads them then?

The demonstration, and in it what only an act leads to: an amendment, a report, an evidence extract, a sentence from
a reader, a key, a second step of sign-in, a link to a new password. Whoever looks at it changes nothing more.
"""

import json
import re
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.browser.site import HOUSE, PASSWORD, Site, manage, send, serving, sign_in
from tests.walk import name_of, walk

LOCALES = {
    "en": "en-GB",
    "nb": "nb-NO",
    "nn": "nn-NO",
}  # of browsers: the rooms without a language follow them

#: Who reads, and as whom they sign in.
READERS = {
    "visitor": "",
    "official": "culture",
    "coordinator": "coordinator",
    "member": "association",
    "reviewer": "reviewer",
    "half signed in": "association",  # has given the password, and is asked for the code
}
#: Where a walk begins that no link leads to, besides the first page: what a form or an e-mail leads to,
#: and what is for developers.
STARTS = {
    "visitor": [
        "/en/search/?q=open",
        "/en/plans/nor-4/amendments/1/",
        "/en/feedback/sent/",
        "/en/parts/",
        "/accounts/signup/",
        "/accounts/inactive/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/done/",
    ],
    "official": ["/en/desk/", "/accounts/email/"],
    "coordinator": ["/en/desk/", "/en/reports/1/retry/"],
    "member": ["/en/desk/", "/accounts/2fa/reauthenticate/"],
    "reviewer": ["/en/desk/"],
    "half signed in": ["/accounts/2fa/authenticate/"],
}


@dataclass(frozen=True)
class World:
    """A running site in which everything has happened once."""

    site: Site
    browser: object
    states: dict = field(default_factory=dict)  # the cookies of everybody who has signed in
    led_to: list = field(default_factory=list)  # what the visitor's acts led to

    @property
    def address(self):
        return self.site.address

    @contextmanager
    def read_by(self, reader, *, language="en", **options):
        """A page of a browser of their own, signed in a moment ago."""
        context = self.browser.new_context(
            base_url=self.address,
            locale=LOCALES[language],
            timezone_id="Europe/Oslo",
            storage_state=self.states.get(reader),
            **options,
        )
        page = context.new_page()
        try:
            if reader in self.states:
                page.goto("/accounts/reauthenticate/")  # what is guarded most asks again after five minutes
                send(page, password=PASSWORD)
            elif READERS[reader]:
                sign_in(page, READERS[reader])
            yield page
        finally:
            context.close()

    def starts(self, reader, language="en"):
        """Where this reader's walk begins."""
        found = STARTS[reader] + (self.led_to if reader == "visitor" else [])
        if reader != "half signed in":
            found = ["/en/", *found]
        return [in_language(path, language) for path in found]

    def walk(self, visit, reader, *, language="en", each=1):
        """Walks as a reader; somebody half signed in sees one page more than a visitor."""
        if reader == "half signed in":
            return walk(lambda path: visit(path) and "", *self.starts(reader))
        return walk(visit, *self.starts(reader, language), each=each)


def in_language(path, language):
    return path.replace("/en/", f"/{language}/", 1) if path.startswith("/en/") else path


@contextmanager
def happened(folder, browser):
    """The world over a copy of the demonstration's record in this folder."""
    amend(folder)
    with serving(folder) as site:
        world = World(site, browser)
        for reader, act in ACTS.items():
            context = browser.new_context(base_url=site.address)
            page = context.new_page()
            if READERS[reader]:
                sign_in(page, READERS[reader])
            act(page, world)
            if READERS[reader]:
                world.states[reader] = context.storage_state()
            context.close()
        yield world


def amend(folder):
    """Loads the real amendment of the plan, on a day within the demonstration."""
    file = json.loads((HOUSE / "milestones" / "plans" / "nor-4b.json").read_text())
    file["amendment"]["takes_effect"] = "2020-11-02"
    amendment = folder / "amendment.json"
    amendment.write_text(json.dumps(file))
    manage(folder, "load_plan", str(amendment))


def make_a_key(page, _world):
    page.goto("/en/desk/tokens/")
    send(page, name="case system")


def open_a_report(page, _world):
    page.goto("/en/plans/nor-4/reports/open/")
    send(page, cut_off_on="2020-06-30")
    until_compiled(page)


def take_a_second_step(page, world):
    page.goto("/accounts/2fa/totp/activate/")
    send(page, password=PASSWORD)  # asked again, for safety
    secret = page.locator("#authenticator_secret").input_value()
    send(page, code=format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    assert name_of(page.url.removeprefix(world.address)) == "mfa_view_recovery_codes", page.content()


def read_only(_page, _world):
    pass


def write_and_ask(page, world):
    """A visitor writes to the coordinator, asks for a new password, and has an extract compiled."""
    page.goto("/en/feedback/")
    send(page, text="Where do I find the fifth plan?")
    page.goto("/accounts/password/reset/")
    send(page, email="forum@example.org")
    e_mail = (world.site.folder / "log").read_text()  # where a demonstration's e-mails go
    world.led_to.append(re.search(r"/accounts/password/reset/key/\S+", e_mail)[0])
    page.goto("/en/plans/nor-4/extract/")
    send(page, as_of="2020-06-30")
    until_compiled(page)
    world.led_to.append(page.url.removeprefix(world.address))


def until_compiled(page):
    """The page looks again by itself."""
    page.locator("#files").wait_for(timeout=120_000)


ACTS = {
    "official": make_a_key,
    "coordinator": open_a_report,
    "member": take_a_second_step,
    "reviewer": read_only,
    "visitor": write_and_ask,
}
