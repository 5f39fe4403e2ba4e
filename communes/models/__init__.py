"""Who reports, to whom, and who may act for whom."""

from .bodies import BodyKind, BodyLevel, ConveningBody, Department, ListOrder
from .people import AccessCode, Membership, Role, User
from .settings import SettingChange
from .units import Commune

__all__ = [
    "AccessCode",
    "BodyKind",
    "BodyLevel",
    "Commune",
    "ConveningBody",
    "Department",
    "ListOrder",
    "Membership",
    "Role",
    "SettingChange",
    "User",
]
