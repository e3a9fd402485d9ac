"""The services that results reads."""
