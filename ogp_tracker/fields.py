"""What do the forms of all apps share?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayField(forms.DateField):
    """A day, in the browser's own calendar."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **options: Any) -> None:
        messages = {
            "invalid": _("This is not a day. Write it as year-month-day, for example 2020-06-30."),
            "required": _("Choose a day."),
        }
        super().__init__(input_formats=["%Y-%m-%d"], error_messages=messages, **options)
