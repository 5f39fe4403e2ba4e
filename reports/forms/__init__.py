"""What people type into reports, reviews, months and plans."""
