"""Rules on what a signed paper comes back with, pure: its number, and its words beside ours."""
