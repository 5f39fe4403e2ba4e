"""How a document looks: HTML from templates, PDF from HTML."""
