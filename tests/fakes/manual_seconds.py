"""Seconds that stand still until a test moves them, in the place of `time.monotonic`."""


class Seconds:
    """Returns `now` when called."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return the seconds set."""
        return self.now
