"""What stands around the facts of a page? Its place, its day, its sections, and what it says where nothing is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import SimpleNamespace

from django.conf import settings

from ogp_tracker.as_of import Moment
from reporting.band import MOST_DOTS, Changed, laid_out
from reporting.parts_examples.part import Group, Part, State
from reporting.parts_examples.plan import BEGINS, DAY, MOMENT, SLUG, TODAY

DAYS = [date(2019, 11, 4), date(2019, 12, 20), date(2020, 2, 3), DAY, date(2020, 9, 1)]
EVERY_DAY = [BEGINS + timedelta(days=number) for number in range(MOST_DOTS + 1)]
FILTER_LINE = """{% part "filter" label="Example of a choice" %}
  <li><a class="ds-link" href="?" aria-current="true">All</a></li>
  <li><a class="ds-link" href="?state=limited">Limited</a></li>
{% endpart %}"""


@dataclass(frozen=True)
class Said:
    """A message to somebody who is signed in."""

    words: str
    tags: str

    def __str__(self) -> str:
        return self.words


#: What a template sees of somebody who is signed in.
SOMEBODY = SimpleNamespace(
    COOKIES={settings.SESSION_COOKIE_NAME: "example"}, user=SimpleNamespace(is_authenticated=True)
)


def _time(
    label: str,
    day: date,
    days: Sequence[date],
    *,
    known_on: date | None = None,
    changed: Sequence[Changed] = (),
) -> State:
    moment = Moment(day=day, today=TODAY, known_on=known_on)
    band = replace(
        laid_out(days, moment, begins_on=BEGINS), plan_slug=SLUG, query=moment.query, changed=changed
    )
    return State(label, {"moment": moment, "band": band})


TIME = Part(
    anchor="time",
    name="Time control",
    purpose="Says which day the page shows and what was known, and leads to another day; plain GET forms.",
    line='{% include "parts/band.html" %}',
    states=[
        _time("Today", TODAY, DAYS),
        _time("A past day", date(2020, 5, 4), DAYS),
        _time(
            "A day on which something changed",
            DAY,
            DAYS,
            changed=[Changed("1", 1, 12), Changed("3", 3, None)],
        ),
        _time("As the public saw it (known_on)", DAY, DAYS, known_on=DAY),
        _time("The first change: nothing before it", DAYS[0], DAYS),
        _time("No change yet", TODAY, []),
        _time("More days of change than can be dots", TODAY, EVERY_DAY),
        State("Nothing is stepped through", {"moment": MOMENT, "band": None}),
    ],
)
CRUMBS = Part(
    anchor="crumbs",
    name="Crumbs",
    purpose="Where the page stands, with a way up.",
    line="""{% part "crumbs" here="Example of a page" %}
  <li><a class="ds-link" href="/">Example of the page above</a></li>
{% endpart %}""",
    states=[
        State("One page above"),
        State("The name of the page is the last item, where it is a block", line="""{% part "crumbs" %}
  <li><a class="ds-link" href="/">Example of the page above</a></li>
  <li><span aria-current="page">{% block here %}Example of a page{% endblock %}</span></li>
{% endpart %}"""),
    ],
)  # fmt: skip
SECTION = Part(
    anchor="section",
    name="Section",
    purpose="A finding as its heading, one grey line that says what is counted, and what shows it.",
    line='{% part "section" anchor="example" title=title says=says count=count %}<p>What it shows.</p>{% endpart %}',
    states=[
        State("Heading alone", {"title": "An example says its finding"}),
        State(
            "With a grey line", {"title": "An example says its finding", "says": "What is counted, and how."}
        ),
        State("With a count", {"title": "Examples that wait", "count": 3}),
    ],
)
FILTER = Part(
    anchor="filter",
    name="Filter",
    purpose="Links that choose what a page shows; each choice has an address of its own.",
    line=FILTER_LINE,
    states=[State("The first one is chosen")],
)
PAGER = Part(
    anchor="pager",
    name="Pager",
    purpose="The way to the next rows and back.",
    line="""{% part "pager" label="Example of pages" %}
  <a class="ds-link" href="?before=20">← Newer examples</a> <a class="ds-link" href="?before=10">Older examples →</a>
{% endpart %}""",
    states=[
        State("Both ways"),
        State("Only further", line="""{% part "pager" label="Example of first pages" %}
  <a class="ds-link" href="?before=10">Older examples →</a>
{% endpart %}"""),
    ],
)  # fmt: skip
EMPTY = Part(
    anchor="empty",
    name="Empty state",
    purpose="Says what is not there, and who could put it there.",
    line='{% include "parts/empty.html" with says=says who=who only %}',
    states=[
        State("What is not there", {"says": "No example was published by this day."}),
        State(
            "And who could put it there",
            {
                "says": "No example was published by this day.",
                "who": "Officials of the example ministry can.",
            },
        ),
    ],
)
MESSAGES = Part(
    anchor="messages",
    name="Message",
    purpose="Says what has just happened to whoever is signed in; a visitor's session is not touched.",
    line='{% include "parts/messages.html" %}',
    states=[
        State(
            "Something was done",
            {"request": SOMEBODY, "messages": [Said("The example is published.", "success")]},
        ),
        State(
            "Something could not be done",
            {"request": SOMEBODY, "messages": [Said("The example was not found.", "error")]},
        ),
        State("Nothing to say, or nobody signed in: nothing is drawn", {"messages": []}),
    ],
)
CITE = Part(
    anchor="cite",
    name="Cite box",
    purpose="How to name the page and the day, and where its data is.",
    line='{% include "parts/cite.html" with title="Example of a page" %}',
    states=[
        State("On a day", {"moment": MOMENT}),
        State("By what was known", {"moment": Moment(day=DAY, today=TODAY, known_on=DAY)}),
    ],
)
REFUSAL = Part(
    anchor="refusal",
    name="Refusal",
    purpose="The whole of an error page: what cannot be answered, why, what helps, and the way on.",
    line='{% part "refusal" title="An example of a refusal" says=sentence|default:"Nothing is published here." %}\n'
    "  <p>Check the address.</p>\n{% endpart %}",
    states=[
        State("With the sentence of the error", {"sentence": "There is no example 9 here."}),
        State("Without one"),
    ],
)
BUTTONS = Part(
    anchor="buttons",
    name="Button",
    purpose="What sends a form, or leads to one. One main button on a page; its hidden words name the row.",
    line='<button class="ds-button" type="submit">Publish</button>',
    states=[
        State("Main"),
        State("Second", line='<button class="ds-button" data-variant="secondary" type="submit">Look first</button>'),
        State("Small, in a row", line='<button class="ds-button" data-variant="secondary" data-size="sm"'
              ' type="submit">Update<span class="ds-sr-only"> example 1</span></button>'),
        State("A link that leads to a form", line='<a class="ds-button" data-variant="secondary" href="/">Comment</a>'),
    ],
)  # fmt: skip
CONTACT = Part(
    anchor="contact",
    name="Contact",
    purpose="The coordinator's mailbox, as this installation has it.",
    line='{% include "parts/contact.html" only %}',
    states=[State("Always the same")],
)

GROUP = Group(
    "frame",
    "What stands around the facts",
    [TIME, CRUMBS, SECTION, FILTER, PAGER, EMPTY, MESSAGES, BUTTONS, CONTACT, CITE, REFUSAL],
)
