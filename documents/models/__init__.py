"""What was published and came back signed, what was handed in as evidence, and the form that documents follow."""

from .attachments import Attachment, Thumbnail
from .files import PublishedFile
from .formats import FormatProfile, FormatSetting
from .look import Look
from .plans import PortalSignature, SigningPlan
from .published import DocumentKind, Edition, PublishedDocument
from .signed import Finding, ReceivedCopy, SignedCopy
from .texts import DocumentText

__all__ = [
    "Attachment",
    "DocumentKind",
    "DocumentText",
    "Edition",
    "Finding",
    "FormatProfile",
    "FormatSetting",
    "Look",
    "PortalSignature",
    "PublishedDocument",
    "PublishedFile",
    "ReceivedCopy",
    "SignedCopy",
    "SigningPlan",
    "Thumbnail",
]
