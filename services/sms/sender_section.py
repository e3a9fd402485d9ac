"""The `senders` section of the SMS configuration file: which numbers are ours, and what they can.

Reads the section and checks senders against each other. The file as a whole is read by
`services.sms.configuration`.
"""

from collections.abc import Collection
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationError

from services.settings.configuration_file import mistakes
from services.sms.domain.senders import (
    MOST_ADDRESS_DIGITS,
    Digits,
    NoSubnumbers,
    ProviderNamed,
    Sender,
    Subnumbers,
)

_SUBNUMBERS: Final = 'must be {digits: N} with N from 1 to 13, "provider" or "none"'


def read_senders(
    section: object, *, providers: Collection[str], problems: list[str]
) -> tuple[Sender, ...]:
    """Return the senders, adding a sentence to `problems` for each mistake.

    `providers` are the names that a sender may refer to.
    """
    if not isinstance(section, list) or not section:
        problems.append("senders: must be a list of at least one sender.")
        return ()
    senders: dict[str, Sender] = {}
    for index, written in enumerate(section):
        place = f"senders[{index}]"
        try:
            sender = _Sender.model_validate(written).value()
        except ValidationError as exc:
            problems.extend(mistakes(exc, place))
            continue
        problems.extend(_clashes(sender, place, others=senders))
        # With no provider at all, that is the mistake, and it is reported where it is.
        if providers and sender.provider not in providers:
            known = ", ".join(providers)
            problems.append(
                f'{place}.provider: there is no provider "{sender.provider}" (known: {known}).'
            )
        problems.extend(_wrong_fallback(sender, place, providers=providers))
        senders[place] = sender
    return tuple(senders.values())


def _wrong_fallback(sender: Sender, place: str, *, providers: Collection[str]) -> list[str]:
    if sender.fallback is None:
        return []
    if sender.fallback == sender.provider:
        return [f"{place}.fallback: is the provider itself."]
    if isinstance(sender.subnumbers, ProviderNamed):
        return [f"{place}.fallback: {sender.provider} names the sessions; nobody can take over."]
    if providers and sender.fallback not in providers:
        known = ", ".join(providers)
        return [f'{place}.fallback: there is no provider "{sender.fallback}" (known: {known}).']
    return []


def _clashes(sender: Sender, place: str, *, others: dict[str, Sender]) -> list[str]:
    """Find addresses that would let a reply belong to two senders."""
    problems = []
    digits = len(sender.address_digits) + sender.subnumber_digits
    if sender.subnumber_digits and digits > MOST_ADDRESS_DIGITS:
        problems.append(
            f"{place}.subnumbers: the address and the subnumber have more than "
            f"{MOST_ADDRESS_DIGITS} digits together."
        )
    for other_place, other in others.items():
        if sender.address_digits == other.address_digits:
            problems.append(f"{place}.address: is the address of {other_place} too.")
        elif _is_subnumber(sender, other) or _is_subnumber(other, sender):
            problems.append(
                f"{place}.address: cannot be told from {other_place} with a subnumber, or reversed."
            )
    return problems


def _is_subnumber(one: Sender, other: Sender) -> bool:
    """Say whether one's address is the other's with a subnumber."""
    longer = one.address_digits.removeprefix(other.address_digits)
    return longer != one.address_digits and len(longer) == other.subnumber_digits


def _subnumbers(value: object) -> Subnumbers:
    match value:
        case "provider":
            return ProviderNamed()
        case "none":
            return NoSubnumbers()
        case {"digits": bool()}:
            raise ValueError(_SUBNUMBERS)
        case {"digits": int(count), **rest} if not rest and 1 <= count < MOST_ADDRESS_DIGITS:
            return Digits(count=count)
        case _:
            raise ValueError(_SUBNUMBERS)


def _address(value: object) -> str:
    if isinstance(value, str) and value.removeprefix("+").isdecimal() and value.isascii():
        digits = value.removeprefix("+")
        if 3 <= len(digits) <= MOST_ADDRESS_DIGITS + 1:
            return value
    raise ValueError('must be digits in quotes, such as "1960" or "+46730000001"')


def _prefix(value: object) -> str:
    digits = value.removeprefix("+") if isinstance(value, str) else ""
    if value == "*":
        return "*"
    if value == f"+{digits}" and digits.isascii() and digits.isdecimal() and digits[0] != "0":
        return value
    raise ValueError('must be "*" or the beginning of a number, such as "+47"')


class _Sender(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    tenant: Annotated[str, Field(pattern=r"^\S{1,64}$")] = "default"
    address: Annotated[str, PlainValidator(_address)]
    provider: str
    serves: list[Annotated[str, PlainValidator(_prefix)]] = Field(min_length=1)
    subnumbers: Annotated[Subnumbers, PlainValidator(_subnumbers)] = NoSubnumbers()
    fallback: str | None = None
    rate: float | None = Field(default=None, gt=0, le=100_000, allow_inf_nan=False)

    def value(self) -> Sender:
        return Sender(
            tenant=self.tenant,
            address=self.address,
            provider=self.provider,
            serves=tuple(dict.fromkeys(self.serves)),
            subnumbers=self.subnumbers,
            rate=self.rate,
            fallback=self.fallback,
        )
