"""What works in the background of results."""
