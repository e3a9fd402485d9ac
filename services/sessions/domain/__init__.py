"""What the sessions service knows, as plain values."""
