"""The whole state in one file, and back from it: the database, and the files that lie beside it."""
