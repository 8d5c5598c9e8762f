"""How does a page put something into a part? A tag for the parts that stand around what a page puts into them.

A part that takes nothing in is included: ``{% include "parts/empty.html" with says=... only %}``. Both kinds are
shown in all their states at ``/en/parts/``, in development.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag(takes_context=True)
def part(context: template.Context, content: str, name: str, **given: Any) -> SafeString:
    """Put what stands inside into a part: ``{% part "scroll" label=_("A table") %}<table>...{% endpart %}``.

    The part sees ``content`` and what it is given, and nothing else of the page.
    """
    assert context.template is not None  # a page is being rendered
    around = context.template.engine.get_template(f"parts/{name}.html")
    return around.render(context.new({**given, "content": content}))
