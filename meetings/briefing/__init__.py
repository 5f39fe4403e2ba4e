"""The core: plain Python that turns facts into the sentences of a briefing (measures, then prose, then content)."""
