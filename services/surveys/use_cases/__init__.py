"""What can be asked of the surveys service: one module, one thing to ask."""
