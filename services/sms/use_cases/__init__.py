"""What the SMS gateway does, one use case a module."""
