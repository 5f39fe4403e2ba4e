"""Who reports, to whom, and who may act for whom."""

from .bodies import BodyKind, BodyLevel, ConveningBody, Department
from .people import AccessCode, Membership, Role, User
from .units import Commune

__all__ = [
    "AccessCode",
    "BodyKind",
    "BodyLevel",
    "Commune",
    "ConveningBody",
    "Department",
    "Membership",
    "Role",
    "User",
]
