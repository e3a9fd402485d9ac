"""What a stored survey is and what may be done with it."""
