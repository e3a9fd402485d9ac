"""Runs the revisions of the schema `sessions`."""

from services.runtime.migrate import run_revisions

run_revisions()
