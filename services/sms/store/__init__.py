"""Where messages, replies and reply addresses are kept: Postgres, schema `sms`."""
