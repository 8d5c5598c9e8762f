"""How does a form ask, and say what must be put right?"""

from __future__ import annotations

from django import forms

from reporting.parts_examples.part import Group, Part, State

EXAMPLES = [("one", "The first example"), ("two", "The second example")]


class ExampleForm(forms.Form):
    """A field of every kind."""

    use_required_attribute = False

    plain = forms.CharField(label="Example of a name")
    helped = forms.CharField(
        label="Example of a title",
        help_text="In a sentence that a reader can check.",
        error_messages={"required": "Write a title."},
    )
    optional = forms.CharField(label="Example of a publisher", required=False)
    text = forms.CharField(label="Example of a report", widget=forms.Textarea(attrs={"rows": 3}))
    email = forms.EmailField(label="Example of an address", error_messages={"required": "Write an address."})
    day = forms.DateField(label="Example of a day", widget=forms.DateInput(attrs={"type": "date"}))
    chosen = forms.ChoiceField(label="Example of a list", choices=EXAMPLES)
    one = forms.ChoiceField(
        label="Example of a choice",
        choices=EXAMPLES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of them."},
    )
    several = forms.MultipleChoiceField(
        label="Examples to choose",
        choices=EXAMPLES,
        required=False,
        help_text="As many as you like.",
        widget=forms.CheckboxSelectMultiple,
    )
    file = forms.FileField(
        label="Example of a file", help_text="PDF or picture, up to 20 MB.", required=False
    )
    agreed = forms.BooleanField(
        label="It is an example",
        help_text="Nothing else counts.",
        error_messages={"required": "Say that it is one."},
    )


GOOD = {"plain": "a", "helped": "b", "text": "c", "email": "a@example.org", "day": "2020-06-30"}
CHOSEN = {"chosen": "one", "one": "one", "agreed": "on"}
ASKED = ExampleForm()
REFUSED = ExampleForm(
    {"plain": "a", "text": "c", "email": "not-an-address", "day": "2020-06-30", "chosen": "one"}
)
ONE_WRONG = ExampleForm({**GOOD, **CHOSEN, "email": ""})
BEYOND = ExampleForm({**GOOD, **CHOSEN})
BEYOND.add_error(None, "Somebody recorded a newer example meanwhile.")

FIELD = Part(
    anchor="field",
    name="Form field",
    purpose="Label, help, error and control, tied together for those who do not see them.",
    line='{% include "parts/field.html" with field=field only %}',
    states=[
        State("Plain", {"field": ASKED["plain"]}),
        State("With help", {"field": ASKED["helped"]}),
        State("Optional", {"field": ASKED["optional"]}),
        State("With an error", {"field": REFUSED["email"]}),
        State("With help and an error", {"field": REFUSED["helped"]}),
        State("Text of several lines", {"field": ASKED["text"]}),
        State("Day", {"field": ASKED["day"]}),
        State("List", {"field": ASKED["chosen"]}),
        State("Radio buttons", {"field": ASKED["one"]}),
        State("Radio buttons with an error", {"field": REFUSED["one"]}),
        State("Check boxes with help", {"field": ASKED["several"]}),
        State("File", {"field": ASKED["file"]}),
    ],
)
CHECK = Part(
    anchor="check",
    name="Check box",
    purpose="One thing that is so or not, with its words behind it.",
    line='{% include "parts/check.html" with field=field only %}',
    states=[
        State("With help", {"field": ASKED["agreed"]}),
        State("With an error", {"field": REFUSED["agreed"]}),
    ],
)
ERRORS = Part(
    anchor="errors",
    name="Error summary",
    purpose="Lists above a form that was refused what must be put right; each line leads to its control.",
    line='{% include "parts/errors.html" with form=form only %}',
    states=[
        State("One thing", {"form": ONE_WRONG}),
        State("Several", {"form": REFUSED}),
        State("Something that belongs to no control", {"form": BEYOND}),
        State("Nothing: nothing is drawn", {"form": ASKED}),
    ],
)

GROUP = Group("forms", "How a form asks", [FIELD, CHECK, ERRORS])
