"""A running system with a provider behind it, in the words of those who send surveys and answer them."""

from dataclasses import dataclass
from typing import Any

from tests.e2e.rest import Rest
from tests.fakes.sms_provider import CarriedMessage, FakeSmsProvider


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The system as a caller sees it, the phones behind the provider, and a published survey."""

    rest: Rest
    provider: FakeSmsProvider
    survey: str

    async def asked(self, phone: str, **more: Any) -> tuple[dict[str, Any], CarriedMessage]:
        """Send the survey in Norwegian; returns the session and the first question."""
        sent = await self.rest.send(self.survey, phone, languageCode="no", **more)
        assert sent["status"] == "active", sent
        assert (await self.next_text(phone)) == "Hei."
        return sent, await self.provider.next_message_to(phone)

    async def next_text(self, phone: str) -> str:
        """Return the next message to a phone."""
        return (await self.provider.next_message_to(phone)).text

    async def says(self, phone: str, to: CarriedMessage, *words: str) -> list[str]:
        """Reply, each time waiting for what is said in return."""
        returned = []
        for word in words:
            assert await self.provider.reply(phone, to.sender, word) == 200
            returned.append(await self.next_text(phone))
        return returned

    async def sending_is_refused(self, code: str) -> None:
        """Send to nobody, which is refused with this code at once."""
        path = f"/v1/surveys/{self.survey}/send"
        body = {"identifier": "nobody", "identifierType": "Phone", "channel": "SMS"}
        assert (await self.refusal(path, body))[1] == code

    async def refusal(self, path: str, body: Any = None) -> tuple[int, str]:
        """Post something that is refused; returns the status and the code."""
        status, problem = await self.rest.call("POST", path, body)
        return status, problem["code"]
