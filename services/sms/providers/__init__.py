"""One file per kind of SMS provider, and the registry of them."""
