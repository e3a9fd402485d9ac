"""Sessions, replies, contacts and the outbox in Postgres."""
