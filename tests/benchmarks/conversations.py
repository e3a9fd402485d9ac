"""What every phone has been asked and has answered, kept while the load runs. No I/O.

A message that is not the next one of its conversation is noted as wrong; nothing of it is forgiven.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.benchmarks.questionnaire import QUESTIONS, message

_MOST_WRONG = 20


@dataclass(slots=True, kw_only=True)
class Conversation:
    """A phone's conversation: how many messages it got and how many questions it has answered."""

    phone: str
    address: str = ""
    """Where replies go: the sender with its subnumber."""
    received: int = 0
    answered: int = 0
    due_at: float = 0.0
    """When the reply under way was due to leave, in seconds of the loop's clock."""

    @property
    def asked(self) -> bool:
        """Whether a question waits for its answer."""
        return self.answered < self.received <= QUESTIONS

    @property
    def waiting(self) -> bool:
        """Whether an answer waits for what follows it."""
        return 0 < self.answered == self.received


class Conversations:
    """All conversations of a run, by phone."""

    def __init__(self) -> None:
        self._by_phone: dict[str, Conversation] = {}
        self._seen: set[str] = set()
        self.repeats = 0
        self.wrong: list[str] = []

    def __iter__(self) -> Iterator[Conversation]:
        return iter(self._by_phone.values())

    def __len__(self) -> int:
        return len(self._by_phone)

    def expect(self, phone: str) -> Conversation:
        """Add the conversation of a phone that a survey is being sent to."""
        conversation = self._by_phone[phone] = Conversation(phone=phone)
        return conversation

    def receive(
        self, message_id: str, *, phone: str, address: str, text: str
    ) -> Conversation | None:
        """Take a message; returns its conversation if it is the message that had to come next.

        One with a known id is a repetition after an unclear outcome, which the contract allows.
        """
        if message_id in self._seen:
            self.repeats += 1
            return None
        self._seen.add(message_id)
        conversation = self._by_phone.get(phone)
        if conversation is None:
            self._note(f"a message to {phone}, whom no survey was sent")
            return None
        return self._advance(conversation, address, text)

    def _advance(self, conversation: Conversation, address: str, text: str) -> Conversation | None:
        number = conversation.received + 1
        if conversation.answered != conversation.received or text != message(number):
            self._note(f"{conversation.phone} got {text[:20]!r} in the place of message {number}")
            return None
        if conversation.address not in {"", address}:
            self._note(f"{conversation.phone} got message {number} from another address")
        conversation.received = number
        conversation.address = address
        return conversation

    def _note(self, what: str) -> None:
        if len(self.wrong) < _MOST_WRONG:
            self.wrong.append(what)
