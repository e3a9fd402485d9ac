"""What works in the background: the sender, and the relays to whoever holds the conversations."""
