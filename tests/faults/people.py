"""The phones and the callers: who is sent a survey, what is said, and who waits for what.

Keeps `many` conversations under way for as long as it is told to, with ever new phones; half of the
phones have subnumbers, and some of them hold two conversations side by side.
"""

import asyncio
import random
import time
from collections.abc import Iterator
from typing import Final

import aiohttp

from tests.e2e.rest import Rest
from tests.fakes.sms_provider import CarriedMessage, FakeSmsProvider
from tests.faults.courier import Courier
from tests.faults.history import Invitation
from tests.faults.questionnaire import NAMES, greeting
from tests.faults.talk import Talk, begin

_AGAIN_SECONDS: Final = 0.3
_LOOK_SECONDS: Final = 0.1
_BESIDE: Final = 0.3
"""How many of those who can are sent a second survey while they answer the first."""


class People:
    """Everybody who has to do with Svar. For one event loop."""

    def __init__(
        self, provider: FakeSmsProvider, courier: Courier, *, surveys: dict[str, str], seed: str
    ) -> None:
        self.invitations: list[Invitation] = []
        self.talks: dict[tuple[str, str], Talk] = {}
        self.busy = True
        """Whether new conversations are begun."""
        self._courier = courier
        self._surveys = surveys
        self._seed = seed
        self._chance = random.Random(f"{seed}/people")
        self._waiting_for_first: dict[tuple[str, str], float] = {}
        provider.on_message = self.take

    # -- the callers

    async def call(self, rest: Rest, *, many: int) -> None:
        """Send surveys so that about `many` conversations are under way, until cancelled."""
        phones = _phones()
        async with asyncio.TaskGroup() as calls:
            while True:
                missing = many - self.under_way if self.busy else 0
                for _ in range(min(missing, 20)):
                    for invitation in self._invitations(next(phones)):
                        calls.create_task(self._invite(rest, invitation))
                await asyncio.sleep(_LOOK_SECONDS)

    def _invitations(self, phone: str) -> list[Invitation]:
        first = self._chance.choice(NAMES)
        both = phone.startswith("+47") and self._chance.random() < _BESIDE
        chosen = NAMES if both else (first,)
        made = [Invitation(key=f"{phone}/{name}", phone=phone, survey=name) for name in chosen]
        self.invitations.extend(made)
        return made

    async def _invite(self, rest: Rest, invitation: Invitation) -> None:
        """Send one survey, with one key, as often as it takes until it is acknowledged."""
        path = f"/v1/surveys/{self._surveys[invitation.survey]}/send"
        body = {
            "identifier": invitation.phone,
            "identifierType": "Phone",
            "channel": "SMS",
            "clientReference": invitation.key,
        }
        while invitation.session is None:
            try:
                status, answer = await rest.call(
                    "POST", path, body, headers={"Idempotency-Key": invitation.key}
                )
            except (aiohttp.ClientError, TimeoutError):
                status, answer = 0, None
            if status == 202:
                invitation.session = str(answer["sessionId"])
                self._expect_first(invitation)
            else:
                await asyncio.sleep(_AGAIN_SECONDS)

    def _expect_first(self, invitation: Invitation) -> None:
        got = any(one.survey == invitation.survey for one in self._talks_of(invitation.phone))
        if not got:
            self._waiting_for_first[invitation.phone, invitation.survey] = time.time()

    # -- the phones

    def take(self, message: CarriedMessage) -> None:
        """Take a message that the provider has carried."""
        self._courier.maybe_report(message)
        place = message.recipient, message.sender
        talk = self.talks.get(place)
        if talk is None:
            talk = self._begin(message)
            if talk is None:
                return
            self.talks[place] = talk
        for reply in talk.receive(message.text):
            self._courier.reply(talk, reply)

    def _begin(self, message: CarriedMessage) -> Talk | None:
        surveys = [name for name in NAMES if greeting(name) in message.text]
        if not surveys:
            # Nothing that a conversation begins with; the checker finds it in the tables.
            return None
        self._waiting_for_first.pop((message.recipient, surveys[0]), None)
        return begin(message.recipient, surveys[0], address=message.sender, seed=self._seed)

    def _talks_of(self, phone: str) -> list[Talk]:
        return [talk for (owner, _), talk in self.talks.items() if owner == phone]

    # -- who waits

    @property
    def under_way(self) -> int:
        """How many conversations are not over."""
        return len(self.invitations) - sum(talk.done for talk in self.talks.values())

    def waiting(self) -> dict[str, float]:
        """Return since when each conversation has waited for its next message, by its name."""
        since = {
            f"{talk.phone}/{talk.survey}": talk.waiting_since
            for talk in self.talks.values()
            if talk.waiting_since is not None
        }
        first = {f"{phone}/{name}": at for (phone, name), at in self._waiting_for_first.items()}
        return since | first


def _phones() -> Iterator[str]:
    """Yield new numbers, in turns with and without subnumbers."""
    for number in range(1_000_000):
        yield f"+479{number:07}" if number % 2 else f"+4670{number:07}"
