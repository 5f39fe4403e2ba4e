"""What was published, byte for byte."""

from .published import DocumentKind, Edition, PublishedDocument

__all__ = ["DocumentKind", "Edition", "PublishedDocument"]
