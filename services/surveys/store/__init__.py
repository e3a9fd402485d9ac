"""Surveys in Postgres."""
