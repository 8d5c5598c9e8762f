"""Does the house find every sentence it says, and notice every translation that is missing or broken?"""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from ogp_tracker import borrowed, messages

HOUSE = Path(__file__).parent.parent

PYTHON = """
from django.utils.translation import gettext as _, gettext_lazy as _lazy, ngettext, npgettext_lazy
# Translators: the head of a list
_("Bodies")
_lazy("A day " "in 2020.")
ngettext("%(count)d body", "%(count)d bodies", 2)
npgettext_lazy("clock", "an hour", "hours")
"""
TEMPLATE = """
{% load i18n %}
  {# Translators: said on the phone #}
    {% translate "Don't" context "advice" %}
  <p title="{% translate 'More' %}">{{ value|default:_("None yet") }} isn't a sentence: it's (text.</p>
{% blocktranslate trimmed count number=rows|length %}
  {{ number }} row
{% plural %}
  {{ number }} rows
{% endblocktranslate %}
"""


@pytest.fixture
def house(tmp_path):
    """A house that says a few sentences, in Python and in a template."""
    for room in messages.ROOMS:
        (tmp_path / room).mkdir()
    (tmp_path / "accounts" / "views.py").write_text(PYTHON)
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    return tmp_path


def test_spoken_finds_what_python_and_templates_say(house):
    said = {
        message.id: (message.context, message.auto_comments)
        for message in messages.spoken(house)
        if message.id
    }
    assert said == {
        "Bodies": (None, ["the head of a list"]),
        "A day in 2020.": (None, []),
        ("%(count)d body", "%(count)d bodies"): (None, []),
        ("an hour", "hours"): ("clock", []),
        "Don't": ("advice", ["said on the phone"]),
        "More": (None, []),
        "None yet": (None, []),
        ("%(number)s row", "%(number)s rows"): (None, []),
    }


def test_bring_in_keeps_what_is_translated_and_changes_nothing_the_second_time(house, tmp_path):
    file = tmp_path / "django.po"
    (house / "accounts" / "views.py").write_text('_("Bodies")\n_("Old")')
    catalogue = messages.read(file, "nb")
    catalogue.add("Bodies", "Organer")
    catalogue.add("Old", "Gammel")
    file.write_bytes(messages.bring_in(messages.spoken(house), catalogue))
    (house / "accounts" / "views.py").write_text('_("Bodies")\n_("Entirely new sentence")')
    for _time in range(2):
        first = file.read_bytes()
        file.write_bytes(messages.bring_in(messages.spoken(house), messages.read(file, "nb")))
    assert file.read_bytes() == first
    brought = messages.read(file, "nb")
    assert brought["Bodies"].string == "Organer"
    assert brought["Entirely new sentence"].string == ""
    assert "Old" not in brought


def complaints(sentence, translation, **flags):
    sentences, catalogue = Catalog(), Catalog(locale="nb")
    sentences.add(sentence)
    catalogue.add(sentence, translation, **flags)
    return [line.split(": ")[0] for line in messages.complaints(sentences, catalogue)]


PLURAL = ("%(count)d body", "%(count)d bodies")


@pytest.mark.parametrize(
    ("sentence", "translation", "expected"),
    [
        ("Bodies", "Organer", []),
        ("Bodies", "", ["not translated"]),
        (PLURAL, ("%(count)d organ", "%(count)d organer"), []),
        (PLURAL, ("%(count)d organ", ""), ["not translated"]),
        (PLURAL, ("%(count)d organ", "organer"), ["placeholders or tags differ"]),
        ("%(day)s of %(month)s", "%(month)s, %(day)s", []),
        ("%(day)s", "%(dag)s", ["placeholders or tags differ"]),
        ("90 % of them", "90 % av dem", []),
        ("90 %% of %(count)s", "90 % av %(count)s", ["placeholders or tags differ"]),
        ("{name} says", "{navn} sier", ["placeholders or tags differ"]),
        ("<a href='/x/'>all</a>", "<a href='/x/'>alle", ["placeholders or tags differ"]),
        ("as of ", "per", ["white space at an end differs"]),
    ],
)
def test_complaints_name_what_a_translation_lacks(sentence, translation, expected):
    assert complaints(sentence, translation) == expected


def test_complaints_name_what_is_fuzzy_and_what_is_missing():
    assert complaints("Bodies", "Organer", flags=["fuzzy"]) == ["fuzzy"]
    sentences = Catalog()
    sentences.add("Bodies")
    assert list(messages.complaints(sentences, Catalog(locale="nb"))) == ["missing (make messages): 'Bodies'"]


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_catalogues_can_be_read(language):
    """Whether they are complete is asked by `make check-messages`."""
    with messages.path_of(language, HOUSE / "locale").open("rb") as content:
        catalogue = read_po(content, domain="django", abort_invalid=True)
    assert (str(catalogue.locale), catalogue.num_plurals) == (language, 2)


def test_english_says_again_only_what_libraries_say():
    """Our own English stands in the code; here, it would be said in two places."""
    catalogue = messages.read(messages.path_of("en", HOUSE / "locale"), "en")
    said = [message for message in catalogue if message.id]
    assert {message.id for message in said} <= set(borrowed.SENTENCES)
    assert all(message.string and not message.fuzzy for message in said)
