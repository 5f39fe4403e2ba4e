"""A text area that never cuts what is pasted."""

from typing import Any

from django import forms


class UncutTextarea(forms.Textarea):
    """A text area without the maxlength that Django gives it."""

    def use_required_attribute(self, initial: Any) -> bool:
        """Ask for nothing."""
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the context without maxlength."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"].pop("maxlength", None)
        return context
