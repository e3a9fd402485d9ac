"""A provider's words for states as ours."""

from collections.abc import Iterable

from services.sms.domain.provider import DeliveryStatus
from services.sms.providers.kit.json_items import UnreadableError


class StatusTable:
    """Says what each word means, in whatever case. Codes are words, too, as numbers or texts.

    >>> table = StatusTable(delivered=["delivered"], failed=["undelivered"], in_between=["sent"])
    >>> table.status("Delivered"), table.status("sent")
    (<DeliveryStatus.DELIVERED: 'delivered'>, None)
    """

    def __init__(
        self,
        *,
        delivered: Iterable[str | int],
        failed: Iterable[str | int] = (),
        expired: Iterable[str | int] = (),
        rejected: Iterable[str | int] = (),
        in_between: Iterable[str | int] = (),
    ) -> None:
        by_status: dict[DeliveryStatus | None, Iterable[str | int]] = {
            DeliveryStatus.DELIVERED: delivered,
            DeliveryStatus.FAILED: failed,
            DeliveryStatus.EXPIRED: expired,
            DeliveryStatus.REJECTED: rejected,
            None: in_between,
        }
        self._statuses = {
            str(word).casefold(): status for status, words in by_status.items() for word in words
        }

    def status(self, word: object) -> DeliveryStatus | None:
        """Return what a word means, None for a state in between; raises UnreadableError for others."""
        if isinstance(word, (str, int)) and not isinstance(word, bool):
            known = str(word).strip().casefold()
            if known in self._statuses:
                return self._statuses[known]
        raise UnreadableError("the state is none of the known ones")
