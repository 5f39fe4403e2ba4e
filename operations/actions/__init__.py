"""What commands write: each module walks several steps of the other apps in one transaction."""
