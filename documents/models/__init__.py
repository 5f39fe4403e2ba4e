"""What was published, byte for byte, and the form that documents follow."""

from .files import PublishedFile
from .formats import FormatProfile, FormatSetting
from .look import Look
from .published import DocumentKind, Edition, PublishedDocument

__all__ = [
    "DocumentKind",
    "Edition",
    "FormatProfile",
    "FormatSetting",
    "Look",
    "PublishedDocument",
    "PublishedFile",
]
