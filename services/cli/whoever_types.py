"""Who sits at the terminal, for what is written down of changes."""

import getpass
import os

from services.runtime.actor import Actor


def whoever_types() -> Actor:
    """Return the user of this machine."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        # In a container a user may have a number only.
        name = str(os.getuid())
    return Actor(kind="person", id=name, name=name)
