"""Reads this process's certificate, its key and the authority from files, again when they change.

Who may call whom is `transport`; this only has bytes that belong together.
"""

import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509
from prometheus_client import Gauge

from services.runtime.errors import ConfigurationError
from services.runtime.logs import get_logger

log = get_logger(__name__)
LOOK_SECONDS: Final = 1.0
"""How often the files are looked at, at most; nothing is read unless one has changed."""

EXPIRY: Final = Gauge(
    "svar_certificate_expiry_seconds",
    "Time until the first of the certificates in a file expires, below 0 once one has",
    ["file"],
)

Stamp = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFiles:
    """Paths of PEM files: the certificate with those between it and the authority, its key, the authority."""

    certificate: Path
    key: Path
    authority: Path

    def all(self) -> tuple[Path, Path, Path]:
        """Return the three paths."""
        return self.certificate, self.key, self.authority


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What the files held when they were last right."""

    certificate: bytes
    key: bytes
    authority: bytes


class Certificates:
    """The newest contents of the files that belong together. Safe to use from any thread."""

    def __init__(
        self, files: CertificateFiles, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """Read the files; raises ConfigurationError with what is wrong with them."""
        self._files = files
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._stamp = _stamp(files)
        self._loaded = _load(files)
        self._look_again_at = monotonic() + LOOK_SECONDS
        EXPIRY.labels("certificate").set_function(lambda: _seconds_left(self.current().certificate))
        EXPIRY.labels("authority").set_function(lambda: _seconds_left(self.current().authority))

    def current(self) -> Loaded:
        """Return what the files hold, by the object: another one after a change.

        Files that do not fit each other, as in the middle of a change, are left for the next look.
        """
        if self._monotonic() < self._look_again_at:
            return self._loaded
        with self._lock:
            self._look_again_at = self._monotonic() + LOOK_SECONDS
            self._refresh()
        return self._loaded

    def _refresh(self) -> None:
        stamp = _stamp(self._files)
        if stamp == self._stamp:
            return
        try:
            loaded = _load(self._files)
        except ConfigurationError as error:
            log.error("certificates are wrong, keeping those read before", problems=error.problems)
        else:
            log.info("certificates read again", certificate=str(self._files.certificate))
            self._loaded = loaded
            self._stamp = stamp


def _seconds_left(pem: bytes) -> float:
    found = x509.load_pem_x509_certificates(pem)
    return min(one.not_valid_after_utc for one in found).timestamp() - time.time()


def _load(files: CertificateFiles) -> Loaded:
    try:
        certificate, key, authority = (path.read_bytes() for path in files.all())
    except OSError as exc:
        raise ConfigurationError(
            [f"SVAR_TLS_…: {exc.filename} cannot be read ({exc.strerror})."]
        ) from exc
    _require_fitting(files)
    return Loaded(certificate=certificate, key=key, authority=authority)


def _require_fitting(files: CertificateFiles) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        context.load_verify_locations(cafile=files.authority)
    except (ssl.SSLError, OSError) as exc:
        raise ConfigurationError(
            [f"SVAR_TLS_CA: {files.authority} holds no certificate in PEM."]
        ) from exc
    try:
        # A password would be asked for on the terminal.
        context.load_cert_chain(files.certificate, files.key, password=lambda: "")
    except (ssl.SSLError, OSError) as exc:
        raise ConfigurationError(
            [
                f"SVAR_TLS_CERTIFICATE and SVAR_TLS_KEY: {files.certificate} and {files.key} are no "
                "certificate and its key without a password, in PEM."
            ]
        ) from exc


def _stamp(files: CertificateFiles) -> Stamp:
    return tuple(_file_stamp(path) for path in files.all())


def _file_stamp(path: Path) -> tuple[int, int, int]:
    try:
        status = path.stat()
    except OSError:
        return (0, 0, 0)
    return status.st_mtime_ns, status.st_size, status.st_ino
