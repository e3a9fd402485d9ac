"""What the SMS gateway reaches: the network, and whoever holds the conversations."""
