"""Revisions of the schema `results`."""
