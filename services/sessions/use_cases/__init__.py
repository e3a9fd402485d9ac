"""What the sessions service does, one verb a module."""
