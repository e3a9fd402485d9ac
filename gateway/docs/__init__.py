"""The description of the REST interface, for programs and for people."""
