"""Calls to the services: a channel each, and batches of what arrives together."""
