"""From the briefing's rows to what pages, papers and briefing.json show."""
