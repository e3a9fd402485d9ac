"""Delivery receipts: parameters of a message, or a text that looks like one (SMPP v3.4 appendix B)."""

import re
from typing import Final

from services.sms.domain.provider import ProviderReport
from services.sms.providers.kit.json_items import UnreadableError
from services.sms.providers.kit.status_table import StatusTable
from services.sms.providers.smpp.bodies import ShortMessage, parameter_text
from services.sms.providers.smpp.commands import TYPE_BITS, EsmClass, Tag
from services.sms.providers.smpp.ids import MessageIds

# In words (appendix B), and as numbers (section 5.2.28). UNKNOWN is not the end of a message, and ACCEPTD
# is what some centres say before they know more.
STATES: Final = StatusTable(
    delivered=["DELIVRD", 2],
    failed=["UNDELIV", "FAILED", 5],
    expired=["EXPIRED", 3],
    rejected=["REJECTD", "DELETED", "SKIPPED", 4, 8, 9],
    in_between=[*("SCHEDLD", "ENROUTE", "ACCEPTD", "UNKNOWN", "BUFFERD"), *(0, 1, 6, 7)],
)
_field: Final = re.compile(r"\b(id|stat|err) ?: ?([^\s:]{1,64})", re.IGNORECASE).findall
_FINE: Final = frozenset({"", "0", "00", "000", "0000"})


def is_receipt(message: ShortMessage) -> bool:
    """Say whether a message tells what became of another one."""
    kind = message.esm_class & TYPE_BITS
    return bool(kind & (EsmClass.RECEIPT | EsmClass.INTERMEDIATE)) or (
        # Some centres leave `esm_class` empty; no phone can send these.
        {Tag.RECEIPTED_MESSAGE_ID, Tag.MESSAGE_STATE} <= message.parameters.keys()
    )


def read_receipt(message: ShortMessage, ids: MessageIds) -> ProviderReport:
    """Read a receipt; raises UnreadableError for one without an id or with an unheard-of state."""
    # Whatever the text is written in, what is looked for is ASCII.
    written = message.content.decode("latin-1")
    fields = {name.lower(): value for name, value in reversed(_field(written))}
    message_id = _message_id(message, fields.get("id", ""), ids)
    if not message_id:
        raise UnreadableError("a receipt without an id")
    state = message.parameters.get(Tag.MESSAGE_STATE, b"")
    status = STATES.status(state[0] if len(state) == 1 else fields.get("stat"))
    return ProviderReport(
        provider_message_id=message_id,
        our_id=None,
        status=None if message.esm_class & EsmClass.INTERMEDIATE else status,
        error_code=_error(message, fields.get("err", "")),
    )


def _message_id(message: ShortMessage, written: str, ids: MessageIds) -> str:
    named = parameter_text(message.parameters.get(Tag.RECEIPTED_MESSAGE_ID, b""))
    # Where the bases differ, it is the text that has the other one: the parameter repeats the answer
    # to the submit on some centres and the text on others.
    chosen = named or written if ids is MessageIds.SAME else written or named
    return ids.receipted(chosen)


def _error(message: ShortMessage, written: str) -> str:
    """Return the network's code: a number where it is one, nothing when all went well."""
    if written in _FINE:
        code = message.parameters.get(Tag.NETWORK_ERROR_CODE, b"")
        number = int.from_bytes(code[1:3], "big") if len(code) == 3 else 0
        return str(number) if number else ""
    return written if written.isalnum() and len(written) <= 16 else ""
