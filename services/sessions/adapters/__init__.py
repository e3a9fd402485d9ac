"""Reaches the other services and Redis, and says so in the words of the ports."""
