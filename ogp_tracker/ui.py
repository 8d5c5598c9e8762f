"""Which words may a template use? The tags and filters of this library, in every template."""

from django import template

register = template.Library()
