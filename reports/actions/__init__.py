"""The only writers of reports, one module per step."""
