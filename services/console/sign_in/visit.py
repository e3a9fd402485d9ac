"""A visit: one person signed in with one browser, as the sealed cookie keeps it. Decides when it ends."""

from typing import Final

import msgspec

IDLE_SECONDS: Final = 30 * 60
"""A visit ends this long after its last use,"""
LONGEST_SECONDS: Final = 8 * 3600
"""and this long after the person signed in, whatever happens."""
RENEW_SECONDS: Final = 60
"""How old the note of the last use may get before the cookie is written anew."""


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """Who signed in, and when; times in seconds since 1970.

    `id` is random and binds the tokens of forms. `digest` names the key: when it leaves the keys file,
    the visit is over. It is empty for somebody whom the issuer has sent, who is named by the rest.
    """

    id: str
    since: int
    used: int
    digest: str = ""
    holder: str = ""
    name: str = ""
    tenant: str = ""
    scopes: tuple[str, ...] = ()

    def is_over(self, now: int) -> bool:
        """Return True when nobody may go on with it."""
        return now >= self.used + IDLE_SECONDS or now >= self.since + LONGEST_SECONDS

    def is_to_renew(self, now: int) -> bool:
        """Return True when the last use is to be noted anew."""
        return now >= self.used + RENEW_SECONDS

    def used_at(self, now: int) -> "Visit":
        """Return it with another last use."""
        return msgspec.structs.replace(self, used=now)


_decoder: Final = msgspec.json.Decoder(Visit)


def written(visit: Visit) -> bytes:
    """Return what is sealed into the cookie."""
    return msgspec.json.encode(visit)


def read(content: bytes) -> Visit | None:
    """Read it back, None for what an older release has written."""
    try:
        return _decoder.decode(content)
    except msgspec.MsgspecError:
        return None
