"""What is read of the published documents: the archive's pages and files."""
