"""The writers of notices: one module per step."""
