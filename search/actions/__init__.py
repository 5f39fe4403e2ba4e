"""The writers of the search."""
