"""Secrets of a system on this machine: what seals the console's cookies, what encrypts those of webhooks.

Each is made once and kept beside the data.
"""

import os
import secrets
from pathlib import Path

from services.runtime.errors import ConfigurationError


def secret_in(path: Path, *, variable: str) -> str:
    """Return the secret of a file, after making it where there is none; only its owner may read it.

    `variable` is what a person sets instead. Raises ConfigurationError when the file can neither be read nor made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _write(path, secrets.token_urlsafe(32))
        return path.read_text(encoding="utf-8").strip()
    except OSError as exc:
        raise ConfigurationError(
            [f"{path} can neither be read nor made: {exc.strerror}. Set {variable}."]
        ) from exc


def _write(path: Path, secret: str) -> None:
    # By a name of its own first, so that nobody ever reads half a secret.
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(secret + "\n")
    draft.replace(path)
