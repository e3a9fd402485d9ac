"""Protos as values of the domain, and back: requests, answers, and what is told to the event sink."""
