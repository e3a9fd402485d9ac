"""How many files and connections this process may have open."""

import resource


def raise_descriptor_limit() -> int:
    """Raise the soft limit of open descriptors to the hard one, as far as the system lets us; returns it.

    The soft one is 1,024 nearly everywhere, for the sake of programs that use `select`: fewer than
    the connections that a listening process may have.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == hard:
        return hard
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    except (ValueError, OSError):  # macOS calls the hard limit infinite, and takes no such number
        return soft
    return hard
