"""The only writers of communes and people."""
