"""What the use cases of carrying SMS ask of the world."""
