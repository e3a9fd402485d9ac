"""Values and decisions of results."""
