"""The verbs of results, one a module."""
