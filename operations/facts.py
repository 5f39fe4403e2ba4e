"""What is known of the portal's own running."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup by its name: when it was made, and whether it was read back whole."""

    name: str
    at: datetime
    verified: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that the portal needs: whether it is as it should be, and by what measure."""

    name: str
    is_ready: bool
    says: str
    measure: float | None = None
