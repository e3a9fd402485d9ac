"""Results in Postgres."""
