"""What do pages need to be composed of parts? A tag that puts something into one, and what a form's summary lists.

A part that takes nothing in is included: ``{% include "parts/empty.html" with says=... only %}``. Both kinds are
shown in all their states at ``/en/parts/``, in development.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BaseForm
from django.utils.safestring import SafeString

from ogp_tracker.problems import Problem, problems_of

register = template.Library()


@register.simple_block_tag(takes_context=True)
def part(context: template.Context, content: str, name: str, **given: Any) -> SafeString:
    """Put what stands inside into a part: ``{% part "scroll" label=_("A table") %}<table>...{% endpart %}``.

    The part sees ``content`` and what it is given, and nothing else of the page.
    """
    assert context.template is not None  # a page is being rendered
    around = context.template.engine.get_template(f"parts/{name}.html")
    return around.render(context.new({**given, "content": content}))


@register.filter
def problems(form: BaseForm) -> list[Problem]:
    """Everything to put right in a form. One that holds other forms knows their problems, too."""
    known: list[Problem] | None = getattr(form, "problems", None)
    return problems_of(form) if known is None else known
