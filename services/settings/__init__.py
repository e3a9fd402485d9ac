"""The configuration file of an installation, and what its tenants set: for the services that read it."""
