"""Run by alembic."""

from services.runtime.migrate import run_revisions

run_revisions()
