"""The store of the sessions service in memory; `tests/contract/sessions` holds it and Postgres to the same."""
