"""A provider that the configuration file describes: what is sent, what comes in, what proves it."""
