"""What was published, byte for byte, and what came back signed."""

from .plans import PortalSignature, SigningPlan
from .published import DocumentKind, Edition, PublishedDocument
from .signed import Finding, ReceivedCopy, SignedCopy

__all__ = [
    "DocumentKind",
    "Edition",
    "Finding",
    "PortalSignature",
    "PublishedDocument",
    "ReceivedCopy",
    "SignedCopy",
    "SigningPlan",
]
