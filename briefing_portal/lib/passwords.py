"""The rule on a password's length, in the portal's language: Django's own sentence isn't translated."""

from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError


class LongEnough(MinimumLengthValidator):
    """Ask for at least so many characters, eight by default."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse (ValidationError) a password that is too short."""
        if len(password) < self.min_length:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        """Return the rule as a sentence."""
        return f"Mật khẩu phải có ít nhất {self.min_length} ký tự."
