"""Ids that a centre writes in one base when it takes a message, and in another when it reports on it."""

from enum import StrEnum


class MessageIds(StrEnum):
    """In which base ids are: in the answer to a submit, then in receipts."""

    SAME = "same"
    HEX_THEN_DECIMAL = "hex_then_decimal"
    DECIMAL_THEN_HEX = "decimal_then_hex"

    def submitted(self, message_id: str) -> str:
        """Return the id of an answer as we keep it: in decimal, where the two differ.

        >>> MessageIds.HEX_THEN_DECIMAL.submitted("00001A2f")
        '6703'
        """
        return _decimal(message_id, base=self._bases[0])

    def receipted(self, message_id: str) -> str:
        """Return the id of a receipt as we keep it.

        >>> MessageIds.HEX_THEN_DECIMAL.receipted("0000006703")
        '6703'
        """
        return _decimal(message_id, base=self._bases[1])

    @property
    def _bases(self) -> tuple[int, int]:
        match self:
            case MessageIds.SAME:
                return 0, 0
            case MessageIds.HEX_THEN_DECIMAL:
                return 16, 10
            case MessageIds.DECIMAL_THEN_HEX:
                return 10, 16


def _decimal(message_id: str, *, base: int) -> str:
    """Return an id in decimal without leading zeros; one that is no number of the base as it is."""
    if not base or not message_id.isalnum():
        return message_id
    try:
        return str(int(message_id, base))
    except ValueError:
        return message_id
