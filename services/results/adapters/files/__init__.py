"""The kinds of file that responses are exported as, one a module."""
