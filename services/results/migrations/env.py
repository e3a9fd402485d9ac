"""Runs the revisions of the schema `results`."""

from services.runtime.migrate import run_revisions

run_revisions()
