"""Digital signatures on PDFs: what a file carries, and signing one. The only room that knows pyHanko."""
