"""What was published and what was handed in as evidence, byte for byte."""

from .attachments import Attachment
from .published import DocumentKind, Edition, PublishedDocument

__all__ = ["Attachment", "DocumentKind", "Edition", "PublishedDocument"]
