"""What people give about documents, form by form."""
