"""Reading the callbacks of a configured provider: items at a path, fields at paths in each."""

from collections.abc import Callable, Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from services.sms.domain.phone_numbers import normalise_inbound
from services.sms.domain.provider import (
    Callback,
    DeliveryStatus,
    ProviderReply,
    ProviderReport,
    Received,
    UnreadableItem,
)
from services.sms.providers.kit.forms import read_form, received
from services.sms.providers.kit.json_items import (
    Item,
    UnreadableError,
    address_of,
    code_of,
    id_of,
    read_inside,
    text_of,
    together,
)
from services.sms.providers.kit.xml_items import xml_content
from services.sms.providers.webhook.outcomes import Format, Model, Path, Word, at
from services.sms.providers.webhook.template import as_text

Read = Callable[[Item], ProviderReply | ProviderReport | None]


class Reading(Model):
    """Where items are, and the fields in each. In forms and queries a field is called as it is written."""

    format: Format
    items: Path | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.items is not None and self.format in ("form", "query"):
            raise ValueError("items: a form and a query are one item")
        return self

    def field(self, item: Item, path: str | None) -> object:
        """Return a field of an item, None where it is not configured or not there."""
        if path is None:
            return None
        return item.get(path) if self.format in ("form", "query") else at(item, path)


class InboundReading(Reading):
    """Messages from phones; without `to` they came to the provider's only sender."""

    id: Path | None = None
    sender: Annotated[Path, Field(alias="from")]
    to: Path | None = None
    text: Path
    session: Path | None = None

    def item(self, item: Item) -> ProviderReply:
        """Read one."""
        flat = {
            "id": self.field(item, self.id),
            "from": self.field(item, self.sender),
            "to": self.field(item, self.to),
            "text": self.field(item, self.text),
            "session": self.field(item, self.session),
        }
        return ProviderReply(
            provider_message_id=id_of(flat, "id"),
            from_=normalise_inbound(address_of(flat, "from")),
            to="".join(address_of(flat, "to").split()) if self.to is not None else None,
            text=text_of(flat, "text"),
            session=id_of(flat, "session"),
        )


class StatusReading(Reading):
    """Delivery reports; a word that is not among `states` is a state in between."""

    id: Path | None = None
    our_id: Path | None = None
    state: Path
    states: Annotated[dict[str | int, str], Field(min_length=1)]
    error: Path | None = None
    opted_out: list[Word] = Field(default_factory=list)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.id is None and self.our_id is None:
            raise ValueError("one of id and our_id is needed")
        known = [status.value for status in DeliveryStatus]
        if wrong := [one for one in self.states.values() if one not in known]:
            raise ValueError(f'states: "{wrong[0]}" is none of {", ".join(known)}')
        if self.opted_out and self.error is None:
            raise ValueError("opted_out: error is needed, too")
        return self

    def item(self, item: Item) -> ProviderReport:
        """Read one."""
        flat = {
            "id": self.field(item, self.id),
            "our_id": self.field(item, self.our_id),
            "error": self.field(item, self.error),
        }
        theirs, ours = id_of(flat, "id"), id_of(flat, "our_id")
        if theirs is None and ours is None:
            raise UnreadableError("neither id nor our_id is there")
        code = code_of(flat, "error")
        return ProviderReport(
            provider_message_id=theirs,
            our_id=ours,
            status=self._status(self.field(item, self.state)),
            error_code=code,
            opted_out=bool(code) and code in {as_text(one) for one in self.opted_out},
        )

    def _status(self, word: object) -> DeliveryStatus | None:
        if not isinstance(word, (str, int)):
            raise UnreadableError("the state is missing")
        states: Mapping[str, str] = {as_text(one): status for one, status in self.states.items()}
        status = states.get(as_text(word).strip())
        return None if status is None else DeliveryStatus(status)


def read(reading: InboundReading | StatusReading | None, callback: Callback) -> Received:
    """Read a callback in the format that is configured for its path."""
    if reading is None:
        reason = "nothing is configured for this path"
        return Received(unreadable=(UnreadableItem(reason=reason, body=callback.body),))
    match reading.format:
        case "json":
            return read_inside(callback.body, reading.item, path=_steps(reading.items))
        case "xml":
            return _read_xml(reading, callback.body)
        case "form":
            return read_form(callback, reading.item)
        case "query":
            return read_form(callback, reading.item, in_query=True)


def _read_xml(reading: InboundReading | StatusReading, body: bytes) -> Received:
    content = xml_content(body)
    found = at(content, reading.items) if content is not None and reading.items else content
    items = found if isinstance(found, list) else [found]
    return together(_one(reading.item, item, body) for item in items[:1_000])


def _one(item_of: Read, item: object, body: bytes) -> Received:
    # What cannot be read keeps its whole document: what else is in it is known by then.
    try:
        if not isinstance(item, dict):
            raise UnreadableError("not an element with others in it")
        return received(item_of(item))
    except UnreadableError as exc:
        return Received(unreadable=(UnreadableItem(reason=str(exc), body=body),))


def _steps(path: str | None) -> tuple[str, ...]:
    return tuple(path.split(".")) if path else ()
