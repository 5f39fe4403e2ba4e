"""What was published and what was handed in as evidence, byte for byte, and the form that documents follow."""

from .attachments import Attachment
from .files import PublishedFile
from .formats import FormatProfile, FormatSetting
from .look import Look
from .published import DocumentKind, Edition, PublishedDocument
from .texts import DocumentText

__all__ = [
    "Attachment",
    "DocumentKind",
    "DocumentText",
    "Edition",
    "FormatProfile",
    "FormatSetting",
    "Look",
    "PublishedDocument",
    "PublishedFile",
]
