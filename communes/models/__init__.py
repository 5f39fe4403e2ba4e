"""Who reports, to whom, and who may act for whom."""

from .bodies import BodyKind, BodyLevel, ConveningBody, Department, ListOrder
from .login import Device, MailedReset, RecoveryCode
from .people import AccessCode, Membership, Role, User
from .sessions import Session
from .settings import SettingChange
from .units import Commune

__all__ = [
    "AccessCode",
    "BodyKind",
    "BodyLevel",
    "Commune",
    "ConveningBody",
    "Department",
    "Device",
    "ListOrder",
    "MailedReset",
    "Membership",
    "RecoveryCode",
    "Role",
    "Session",
    "SettingChange",
    "User",
]
