"""The only writers of meetings and briefings, one module per step."""
