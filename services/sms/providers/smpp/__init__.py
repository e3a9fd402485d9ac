"""SMPP 3.4: a connection to an SMS centre that stays open. `link.py` is where to begin."""
