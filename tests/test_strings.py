"""Does every page speak the reader's language, down to the last label and error?

Translations come marked, ⟦so⟧: what a page says outside the marks, and not as content marked with a language of
its own, is a sentence nobody can translate or nobody has translated yet.
"""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.test import Client
from django.utils.translation import trans_real

from accounts.actions import recorded_models
from accounts.models import Event, OrganisationName, User
from ogp_tracker import as_of
from ogp_tracker.texts import TAGS
from reporting.demo import load
from tests.walk import walk

TODAY = date(2020, 11, 23)
BACKEND = "django.contrib.auth.backends.ModelBackend"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def year(django_db_setup, django_db_blocker):
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr("django.conf.settings.OGP_DEMO", True)
        patch.setattr("django.conf.settings.OGP_DEMO_TODAY", TODAY)
        load(with_samples=True, now=as_of.end_of(TODAY))
        yield
        transaction.set_rollback(True)


class Marked:
    """A catalogue whose translations are marked; what it lacks comes back as it was said."""

    def __init__(self, real):
        self.real = real
        self.plural = real.plural

    def __getattr__(self, name):
        return getattr(self.real, name)

    def gettext(self, message):
        found = self.real._catalog.get(message)
        return message if not found else f"⟦{found}⟧" if found.strip() else found

    def ngettext(self, one, many, number):
        found = self.real._catalog.get((one, self.real.plural(number)))
        return f"⟦{found}⟧" if found else (one if number == 1 else many)


@pytest.fixture
def marked(monkeypatch):
    for language in ("nb", "nn"):
        monkeypatch.setitem(
            trans_real._translations, language, Marked(trans_real.DjangoTranslation(language))
        )


SAYING = {"title", "alt", "aria-label", "placeholder", "label", "content"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SILENT = {"script", "style", "code", "textarea"}  # a textarea holds what its author typed


WHOLE = {"title", "option"}  # no part of these can be marked with a language of its own


class Listener(HTMLParser):
    """Hears what a page says: every text and every attribute that is read out, with the language it is in."""

    def __init__(self, language):
        super().__init__(convert_charrefs=True)
        self.language = language
        self.open, self.depth, self.said = [], 0, []

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        inside = self.open[-1] if self.open else (None, self.language, False)
        here = (
            tag,
            found["lang"] if "lang" in found else inside[1],
            inside[2] or tag in SILENT or "digest" in (found.get("class") or ""),
        )
        is_silent_meta = tag == "meta" and found.get("name") != "description"
        for name in SAYING & found.keys():
            if not is_silent_meta and not here[2] and not (name == "content" and tag != "meta"):
                self.hear(found[name] or "", here[1], whole=True)
        if tag == "input" and found.get("type") in ("submit", "button"):
            self.hear(found.get("value") or "", here[1], whole=True)
        if tag not in VOID:
            self.open.append(here)

    def handle_endtag(self, tag):
        while self.open:
            if self.open.pop()[0] == tag:
                break

    def handle_data(self, text):
        _tag, language, is_silent = self.open[-1] if self.open else (None, self.language, False)
        if not is_silent:
            self.hear(text, language)

    def hear(self, text, language, whole=False):
        depth = 0 if whole else self.depth
        outside = []
        for part in re.split("([⟦⟧])", text.replace("\u00ad", "")):
            if part == "⟦":
                depth += 1
            elif part == "⟧":
                depth -= 1
            elif depth <= 0 and part.strip():
                outside.append(" ".join(part.split()))
        if not whole:
            self.depth = depth
        if language == self.language:
            self.said += [
                (each, whole or bool(WHOLE & {tag for tag, _l, _s in self.open})) for each in outside
            ]


#: What is no word of any language: addresses, public ids, digests, codes of the record, names that are the same.
NEUTRAL = re.compile(
    r"https?://\S+|\w+(\.\w+)+/\S+|[\w.+-]+@[\w.-]+|\b[\w-]+(\.[\w-]+)+|\b[a-z]+(-[a-z0-9]+)+\b|\b[0-9a-f]{16,}\b"
    r"|\b[a-z]+(_[a-z]+)+\b|\"(en|nb|nn|se)(-t-..)?\":|\bNO\d+|\bNOR\b|\b\w+/\w+; charset=\S+|\[testserver\]"
    r"|OGP Tracker|NLOD|\bAP_[A-Z]+\d+|Bokmål|Nynorsk|English|Davvisámegiella"
    r"|\b(True|False|Search)\b"  # the alternative texts of three icons of Django's admin, which it does not translate
    r"|\b(API|CSV|DFØ|IRM|JSON|KS|NUL|ODT|OGP|PDF|SHA|SVG|XLSX|UTC)\b"
)


def strays(html, language, known):
    """What a page says that is neither marked as translated, nor known content, nor a word of no language."""
    listener = Listener(language)
    listener.feed(html)
    for text, is_alone in listener.said:
        rest = text
        for content in known[is_alone]:
            rest = rest.replace(content, " ")
        if re.search(r"[^\W\d_]{2}", NEUTRAL.sub(" ", rest)):
            yield text


def leaves(value, tag=""):
    """The texts in a value of the record, each with its tag (``nb``, ``nb-t-en``, or none)."""
    if isinstance(value, str):
        yield tag, " ".join(value.split())
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, key if key in TAGS else "")
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, tag)


@pytest.fixture
def content():
    """What the record holds: what may stand on a page of a language as it is, and what may stand where no language
    can be marked (titles, attributes), or where rows are shown raw."""
    said = {}
    for model in [*recorded_models().values(), Event, User]:
        for column in model._meta.concrete_fields:
            if column.get_internal_type() in ("CharField", "TextField", "JSONField", "URLField"):
                for value in model.objects.values_list(column.name, flat=True):
                    for tag, text in leaves(value):
                        said.setdefault(tag.partition("-")[0], set()).add(text)
    said["names"] = set(OrganisationName.objects.values_list("abbreviation", flat=True))

    def longest_first(texts):
        return sorted({text for text in texts if len(text) > 1}, key=len, reverse=True)

    every = longest_first(set().union(*said.values()))

    def of(language, path):
        own = longest_first(said.get(language, set()) | said["names"])
        is_raw = path.startswith("/admin/") or "/extract/" in path  # rows as they are; quotations of sources
        return {False: every if is_raw else own, True: every}

    return of


READERS = {
    "": ["/{}/", "/accounts/login/"],
    "culture": ["/{}/desk/"],
    "coordinator": ["/{}/desk/", "/{}/plans/nor-4/reports/open/", "/admin/"],
    "association": ["/{}/desk/", "/{}/comments/on/nor-4.4/"],
    "reviewer": ["/{}/desk/"],
}


@pytest.fixture
def strange(content):
    """Collects what pages, and answers to forms that were sent empty, say in no language of the reader."""

    def hear(client, language):
        found = {}

        def keep(response, path):
            if not response.get("Content-Type", "").startswith("text/html"):
                return None
            html = response.content.decode()
            for text in strays(html, language, content(language, path)):
                found.setdefault(text, path)
            return html

        def visit(path):
            html = keep(client.get(path, follow=True), path)
            if html and '<form class="form" method="post"' in html:
                keep(client.post(path, follow=True), path)
            return html

        return found, visit

    return hear


@pytest.mark.parametrize("who", READERS)
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_page_is_said_in_the_reader_s_language(marked, strange, language, who):
    client = Client(headers={"accept-language": language})
    if who:
        client.force_login(User.objects.get(email=f"{who}@example.org"), backend=BACKEND)
    found, visit = strange(client, language)
    walk(
        visit,
        *(start.format(language) for start in READERS[who]),
        each=1 if who in ("association", "reviewer") else 2,
    )
    assert found == {}


LOST = [
    "/{}/nowhere/",
    "/{}/plans/nor-4/?as_of=2099-01-01",
    "/{}/plans/nor-4/?as_of=never",
    "/{}/admin/",
    "/{}/desk/x/",
]


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_refusal_is_said_in_the_reader_s_language(marked, strange, language):
    client = Client(headers={"accept-language": language})
    found, visit = strange(client, language)
    for path in LOST:
        visit(path.format(language))
    client.force_login(User.objects.get(email="reviewer@example.org"), backend=BACKEND)
    for path in ("/admin/", "/{}/plans/nor-4/reports/open/", "/{}/desk/milestones/nor-4.4.3/record/"):
        visit(path.format(language))
    assert found == {}


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_report_is_said_in_the_reader_s_language(marked, strange, do_jobs, language):
    client = Client(headers={"accept-language": language})
    asked = client.post(f"/{language}/plans/nor-4/extract/", {"as_of": "2020-11-23"})
    do_jobs()
    found, visit = strange(client, language)
    html = visit(asked["Location"])
    assert 'id="files"' in html  # it is compiled
    assert found == {}


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_problem_of_the_api_is_said_in_the_reader_s_language(marked, language):
    client = Client(headers={"accept-language": language})
    for path in (
        "plans/nowhere/",
        "milestones/?as_of=never",
        "milestones/?completion=never",
        "milestones/?cursor=x",
    ):
        problem = client.get(f"/api/v1/{path}").json()
        assert (path, outside(problem["detail"])) == (path, "")


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_e_mail_is_said_in_the_reader_s_language(marked, mailoutbox, language):
    client = Client(headers={"accept-language": language})
    for address in ("culture@example.org", "nobody@example.org"):
        client.post("/accounts/password/reset/", {"email": address})
    client.post(f"/{language}/feedback/", {"text": "123", "about": "/nb/"})
    assert {mail.to[0] for mail in mailoutbox} >= {"culture@example.org", "nobody@example.org"}
    for mail in mailoutbox:
        assert (mail.to, outside(f"{mail.subject} {mail.body}")) == (mail.to, "")


def outside(text):
    """What a text says outside the marks of a translation, if it is words."""
    while "⟦" in text:
        text = re.sub("⟦[^⟦⟧]*⟧", " ", text)
    rest = NEUTRAL.sub(" ", text)
    return rest.strip() if re.search(r"[^\W\d_]{2}", rest) else ""
