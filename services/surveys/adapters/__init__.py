"""What the use cases reach outside of the database."""
