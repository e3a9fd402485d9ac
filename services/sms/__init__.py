"""Carries messages between conversations and phones. Knows nothing of surveys."""
