"""The peer of form posts: a bare Django project with one ModelForm that inserts one row of 45 decimals."""
