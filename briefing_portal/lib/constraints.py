"""Constraints that several models share."""

from django.db.models import CheckConstraint, Q


def set_together(name: str, *fields: str) -> CheckConstraint:
    """Return the constraint that these fields are all set or all empty."""
    empty = Q(**{f"{field}__isnull": True for field in fields})
    filled = Q(**{f"{field}__isnull": False for field in fields})
    return CheckConstraint(condition=empty | filled, name=name)


def is_month(name: str, field: str = "month") -> CheckConstraint:
    """Return the constraint that a text column holds a month as yyyy-mm."""
    return CheckConstraint(condition=Q(**{f"{field}__regex": r"^[0-9]{4}-(0[1-9]|1[0-2])$"}), name=name)
