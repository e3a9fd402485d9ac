"""What works in the background of the sessions service."""
