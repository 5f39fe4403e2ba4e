"""The offer to convert what was typed for an old font, beside its box."""

from django import template
from django.forms import BoundField

from briefing_portal.lib.vietnamese import OldText, read_old_text

register = template.Library()


@register.inclusion_tag("layout/_old_text.html")
def old_text(field: BoundField) -> dict[str, OldText | str | None]:
    """Offer to convert the text of a box that can't be Unicode; nothing for every other text."""
    value = field.value()
    return {"found": read_old_text(value) if isinstance(value, str) else None, "name": field.html_name}
