"""Runs the revisions beside it."""

from services.runtime.migrate import run_revisions

run_revisions()
