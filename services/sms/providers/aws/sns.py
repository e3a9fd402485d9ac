"""What SNS posts: an envelope that is signed by a certificate of its own (docs.aws.amazon.com/sns).

Where the certificate lies is told by the envelope, so it is looked at before anybody asks for it.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, HashAlgorithm

from services.sms.domain.provider import Refused, TryLater
from services.sms.providers.base import Keys
from services.sms.providers.kit.signatures import is_recent, unbase64

Envelope = Mapping[str, str]

WINDOW: Final = timedelta(days=1)
"""SNS repeats for an hour by default; what is signed longer ago is refused."""
_HASHES: Final[Mapping[str, type[HashAlgorithm]]] = {"1": SHA1, "2": SHA256}
_SIGNED: Final[Mapping[str, Sequence[str]]] = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": (
        *("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
    ),
    "UnsubscribeConfirmation": (
        *("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
    ),
}
_OPTIONAL: Final = "Subject"
_certificate_url: Final = re.compile(
    r"https://(?P<host>[a-z0-9.-]+)/SimpleNotificationService-[0-9A-Za-z]{8,64}\.pem"
).fullmatch


def read_envelope(body: bytes) -> Envelope | None:
    """Return the texts of an envelope of a known type; None for what is none, such as a bare message."""
    try:
        content: object = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict):
        return None
    texts = {name: value for name, value in content.items() if isinstance(value, str)}
    names = _SIGNED.get(texts.get("Type", ""), ())
    whole = bool(names) and all(name in texts or name == _OPTIONAL for name in names)
    return texts if whole else None


class SnsProof:
    """Proves envelopes of our own topics. `certificate` is used instead of fetching one."""

    def __init__(self, topics: Sequence[str], keys: Keys, *, certificate: bytes | None) -> None:
        self._topics = frozenset(topics)
        self._hosts = frozenset(sns_host(topic) for topic in topics)
        self._keys = keys
        self._certificate = certificate

    def prove(self, envelope: Envelope, *, now: datetime) -> Refused | TryLater | None:
        """Return None for a genuine envelope, TryLater while its certificate is not there yet."""
        algorithm = _HASHES.get(envelope.get("SignatureVersion", ""))
        signature = unbase64(envelope.get("Signature", ""))
        if algorithm is None or signature is None:
            return Refused()
        if envelope["TopicArn"] not in self._topics or not _is_fresh(envelope, now):
            return Refused()
        if self._certificate is None and not self._is_theirs(envelope.get("SigningCertURL", "")):
            return Refused()
        certificate = self._certificate or self._keys.get(envelope["SigningCertURL"])
        if certificate is None:
            return TryLater()
        names = [name for name in _SIGNED[envelope["Type"]] if name in envelope]
        signed = "".join(f"{name}\n{envelope[name]}\n" for name in names)
        return None if _verifies(certificate, signature, signed, algorithm()) else Refused()

    def _is_theirs(self, url: str) -> bool:
        found = _certificate_url(url)
        return found is not None and found["host"] in self._hosts


def confirmation_url(envelope: Envelope, sns_url: str | None) -> str:
    """Return the address that confirms a subscription: never the one that the envelope names."""
    topic = envelope["TopicArn"]
    base = sns_url or f"https://{sns_host(topic)}"
    asked = {"Action": "ConfirmSubscription", "TopicArn": topic, "Token": envelope["Token"]}
    return f"{base}/?{urlencode(asked)}"


def sns_host(topic: str) -> str:
    """Return where SNS is for a topic.

    >>> sns_host("arn:aws:sns:eu-north-1:123456789012:replies")
    'sns.eu-north-1.amazonaws.com'
    """
    _, partition, _, region, *_ = topic.split(":")
    return f"sns.{region}.amazonaws.com" + (".cn" if partition == "aws-cn" else "")


def public_keys(certificates: bytes) -> Sequence[RSAPublicKey]:
    """Return the keys of certificates in PEM; raises ValueError where there is none of RSA."""
    found = [one.public_key() for one in x509.load_pem_x509_certificates(certificates)]
    keys = [key for key in found if isinstance(key, RSAPublicKey)]
    if not keys:
        raise ValueError("no certificate with an RSA key")
    return keys


def _is_fresh(envelope: Envelope, now: datetime) -> bool:
    try:
        at = datetime.fromisoformat(envelope["Timestamp"])
    except ValueError:
        return False
    return at.tzinfo is not None and is_recent(at.timestamp(), now=now, window=WINDOW)


def _verifies(certificates: bytes, signature: bytes, signed: str, algorithm: HashAlgorithm) -> bool:
    try:
        keys = public_keys(certificates)
    except ValueError:
        return False
    return any(_is_by(key, signature, signed, algorithm) for key in keys)


def _is_by(key: RSAPublicKey, signature: bytes, signed: str, algorithm: HashAlgorithm) -> bool:
    try:
        key.verify(signature, signed.encode("utf-8", "surrogatepass"), PKCS1v15(), algorithm)
    except InvalidSignature:
        return False
    return True
