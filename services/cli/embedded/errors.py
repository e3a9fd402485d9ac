"""What can keep an embedded server from starting, as a sentence for the person at the terminal."""

from services.runtime.errors import ConfigurationError


class EmbeddedServerError(ConfigurationError):
    """An embedded server cannot run here; the message says why and what to do about it."""

    def __init__(self, sentence: str) -> None:
        super().__init__([sentence])
