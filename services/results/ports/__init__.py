"""What the use cases of results need of the world."""
