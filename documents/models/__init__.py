"""What was published, byte for byte."""

from .published import DocumentKind, Edition, PublishedDocument
from .texts import DocumentText

__all__ = ["DocumentKind", "DocumentText", "Edition", "PublishedDocument"]
