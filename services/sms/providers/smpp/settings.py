"""What is configured of a centre; `services/sms/providers/smpp/README.md` says what each setting means."""

from enum import StrEnum
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr

from services.sms.providers.base import ProviderSettings, ProviderTools
from services.sms.providers.kit.settings import Deadline, Rate
from services.sms.providers.smpp.alphabets import Alphabet, Alphabets
from services.sms.providers.smpp.bodies import bind_body
from services.sms.providers.smpp.commands import Command
from services.sms.providers.smpp.connection import Peer
from services.sms.providers.smpp.ids import MessageIds
from services.sms.providers.smpp.link import Binding, SmppLink
from services.sms.providers.smpp.long_texts import LongMessages
from services.sms.providers.smpp.translation import Translation

PORTS: Final = {"smpp": 2775, "smpps": 3550}


def _url(url: str) -> str:
    parts = urlsplit(url)
    rest = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme not in PORTS or not parts.hostname or rest:
        raise ValueError("must be smpp://host:port or smpps://host:port")
    _ = parts.port  # Raises ValueError for one that is none.
    return url


def _password(secret: SecretStr) -> SecretStr:
    value = secret.get_secret_value()
    if not value.isascii() or not value.isprintable() or not 0 < len(value) <= 64:
        raise ValueError("must be printable ASCII, from 1 to 64 characters")
    return secret


def _read(kind: type[StrEnum]) -> BeforeValidator:
    """Read a word of a set; the settings are strict, and a file has words only."""

    def read(value: object) -> object:
        words = ", ".join(kind)
        if value not in set(kind):
            raise ValueError(f"must be one of {words}")
        return kind(str(value))

    return BeforeValidator(read)


_Name = Annotated[str, Field(pattern=r"^[\x21-\x7e]{1,64}$")]


class SmppSettings(ProviderSettings):
    """A centre, who we are there, and how it writes things. Times are in seconds."""

    url: Annotated[str, AfterValidator(_url)]
    system_id: _Name
    password: Annotated[SecretStr, AfterValidator(_password)]
    system_type: Annotated[str, Field(pattern=r"^[\x21-\x7e]{0,64}$")] = ""
    bind: Literal["transceiver", "pair"] = "transceiver"
    binds: Annotated[int, Field(ge=1, le=16)] = 1
    window: Annotated[int, Field(ge=1, le=1_000)] = 10
    enquire_link: Annotated[float, Field(gt=0, le=3_600)] = 30
    deadline: Deadline = 10
    rate: Rate | None = None
    encoding_0: Annotated[Alphabet, _read(Alphabet)] = Alphabet.GSM
    encoding_1: Annotated[Literal[Alphabet.ASCII, Alphabet.GSM], _read(Alphabet)] = Alphabet.ASCII
    long_messages: Annotated[LongMessages, _read(LongMessages)] = LongMessages.UDH
    message_ids: Annotated[MessageIds, _read(MessageIds)] = MessageIds.SAME

    def build(self, tools: ProviderTools) -> SmppLink:
        """Return the link; does no I/O."""
        return SmppLink(
            tools.name,
            Binding(peer=self._peer(), commands=self._commands(), body=self._body()),
            Translation(
                alphabets=Alphabets(zero=self.encoding_0, one=self.encoding_1),
                long_messages=self.long_messages,
                ids=self.message_ids,
                now=tools.now,
            ),
            rate=self.rate,
        )

    def _peer(self) -> Peer:
        parts = urlsplit(self.url)
        return Peer(
            host=parts.hostname or "",
            port=parts.port or PORTS[parts.scheme],
            tls=parts.scheme == "smpps",
            deadline=self.deadline,
            enquire_every=self.enquire_link,
            window=self.window,
        )

    def _commands(self) -> list[Command]:
        pair = [Command.BIND_TRANSMITTER, Command.BIND_RECEIVER]
        return (pair if self.bind == "pair" else [Command.BIND_TRANSCEIVER]) * self.binds

    def _body(self) -> bytes:
        return bind_body(
            system_id=self.system_id,
            password=self.password.get_secret_value(),
            system_type=self.system_type,
        )
