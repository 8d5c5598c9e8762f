"""Is every page whole, quiet, accessible and still, in every language, scheme and width, for everybody?

Nothing is listed here: readers walk along the links (tests/walk.py), so a page added later is looked at, too.
`make browser` sees every page with every two choices together; `make axe` sees two pages of each name with all of
them.
"""

from itertools import product

import pytest

from tests.browser.looks import IS_WHOLE, RULES, WATCH, WITHOUT_COLOURS, Ears, flaws, told, width
from tests.browser.pairwise import pairwise
from tests.browser.site import send
from tests.browser.world import LOCALES, READERS, in_language
from tests.walk import name_of, names

LANGUAGES = list(LOCALES)
SCHEMES = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
}
WIDTHS = [320, 768, 1440]
CHOICES = [list(READERS), LANGUAGES, list(SCHEMES), WIDTHS]
PAIRWISE = list(pairwise(*CHOICES))
#: Who walks, in which language, and the looks (scheme and width) in which each page is seen on the way.
WALKS = (
    [(reader, language, list(product(SCHEMES, WIDTHS))) for reader, language in product(READERS, LANGUAGES)]
    if IS_WHOLE
    else [(reader, language, [look]) for reader, language, *look in PAIRWISE]
)

#: Pages that are no pages of the map: what a reader sees who asks for something that cannot be answered.
REFUSALS = {
    400: "/en/plans/nor-4/milestones/?state=unheard-of",
    403: "/en/plans/nor-4/reports/open/",
    404: "/en/plans/nor-9/",
}
#: Why a page of the map is reached by nobody here.
NOT_REACHED = {
    "account_confirm_email": "addresses are not confirmed",
    "account_email_verification_sent": "addresses are not confirmed",
    "account_confirm_login_code": "nobody signs in by code",
    "account_set_password": "whoever is signed in has a password",
    "admin:login": "passes on to the site's own page",
    "admin:logout": "passes on to the site's own page",
    "admin:password_change": "passes on to the site's own page",
    "admin:password_change_done": "passes on to the site's own page",
    "socialaccount_connections": "no provider is set up",
    "socialaccount_login_cancelled": "no provider is set up",
    "socialaccount_login_error": "no provider is set up",
    "socialaccount_signup": "no provider is set up",
}


@pytest.fixture(scope="module")
def public(world):
    """The names of the pages that a visitor comes to."""
    return reached(world, "visitor")


def reached(world, reader):
    """The names of the pages that a reader comes to."""
    with world.read_by(reader) as page:

        def visit(path):
            response = page.request.get(path)
            assert response.status in (200, 403), f"{path} answers {response.status}"
            return response.text() if response.status == 200 else None

        return world.walk(visit, reader).keys()


def test_every_page_of_the_map_is_reached_by_somebody(world, public):
    found = set(public).union(*(reached(world, reader) for reader in READERS if reader != "visitor"))
    assert names() - found == NOT_REACHED.keys()


@pytest.mark.parametrize(("reader", "language", "looks"), WALKS)
def test_every_page_is_quiet_still_narrow_enough_and_accessible(world, public, reader, language, looks):
    """Whoever is signed in sees the public pages a little differently, in the same colours: on the phone, that
    is enough. `make axe` spares nothing.
    """
    sees_all = reader == "visitor" or IS_WHOLE
    is_brief = not sees_all and looks[0][1] != 320
    found = {}
    with world.read_by(reader, language=language) as page:
        page.add_init_script(WATCH)
        ears = Ears(page, world.address)

        def visit(path):
            is_public = name_of(path) in public
            if is_brief and is_public:
                return page.request.get(path).text()
            rules = RULES if sees_all or not is_public else WITHOUT_COLOURS
            put_on(page, *looks[0])
            status = page.goto(path).status
            assert status in (200, 403), f"{path} answers {status}"
            html = page.content()
            for scheme, widest in looks:
                put_on(page, scheme, widest)
                if wrong := flaws(page, ears, language=language, widest=widest, rules=rules):
                    found[f"{path} ({scheme}, {widest})"] = wrong
            return html if status == 200 else None

        world.walk(visit, reader, language=language, each=2 if IS_WHOLE else 1)
    assert found == {}, told(found)


def put_on(page, scheme, width):
    """A look: what the reader's system prefers, and how wide the window is."""
    page.emulate_media(**SCHEMES[scheme])
    page.set_viewport_size({"width": width, "height": 900})


@pytest.mark.parametrize("reader", READERS)
def test_every_page_reflows_at_four_times_the_size_without_javascript(world, public, reader):
    """A window of 1280 by 1024 at 400 % has 320 by 256 pixels (WCAG 1.4.10). Readers see what is theirs alone."""
    size = {"width": 320, "height": 256}
    widths = {}
    with world.read_by(reader, language="nb", viewport=size, java_script_enabled=False) as page:

        def visit(path):
            if reader != "visitor" and name_of(path) in public:
                return page.request.get(path).text()
            status = page.goto(path).status
            if width(page) > 320:
                widths[path] = width(page)
            return page.content() if status == 200 else None

        world.walk(visit, reader, language="nb")
    assert widths == {}, told(widths)


@pytest.mark.parametrize(("language", "scheme"), list(zip(LANGUAGES, SCHEMES, strict=True)))
def test_every_refusal_is_a_page_like_the_others(world, language, scheme):
    found = {}
    with world.read_by("official", language=language, **SCHEMES[scheme]) as page:
        page.add_init_script(WATCH)
        ears = Ears(page, world.address)
        for status, path in REFUSALS.items():
            assert page.goto(in_language(path, language)).status == status
            if wrong := flaws(page, ears, language=language, widest=1280):
                found[status] = wrong
        page.goto(f"/{language}/feedback/")
        page.eval_on_selector("main [name=csrfmiddlewaretoken]", "each => each.remove()")
        send(page, text="A form without its sign.")
        if wrong := flaws(page, ears, language=language, widest=1280):
            found["without a sign"] = wrong
    assert found == {}, told(found)
