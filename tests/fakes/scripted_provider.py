"""A provider that answers as a test says; its callbacks are those of the plain HTTP contract."""

import asyncio
import json
import threading
from collections import deque
from collections.abc import Callable, Sequence

from services.sms.domain.provider import (
    Accepted,
    Callback,
    CallbackKind,
    ProviderMessage,
    Received,
    Refused,
    SendResult,
)
from services.sms.providers.base import ProviderTools
from services.sms.providers.http import HttpProvider, HttpSettings

TOKEN = "w"


class ScriptedProvider(HttpProvider):
    """Accepts everything, after what was scripted; carries its messages itself.

    Messages are recorded, repeats too.
    """

    def __init__(self, tools: ProviderTools) -> None:
        settings = {
            "type": "http",
            "url": "http://127.0.0.1:9/",
            "token": "t",
            "webhook_token": TOKEN,
        }
        super().__init__(HttpSettings.model_validate(settings), tools)
        self.sent: list[ProviderMessage] = []
        self.batches: list[int] = []
        self.most_at_once = 0
        self.gate: asyncio.Event | None = None
        # What a message meets when the script is through; None for accepted.
        self.temper: Callable[[ProviderMessage], SendResult | None] = lambda _: None
        # What a callback says whose body is one of these.
        self.says: dict[bytes, Received] = {}
        self._script: deque[SendResult] = deque()
        self._at_once = 0
        self._changed = threading.Condition()

    def receive(self, callback: Callback, *, proven: bool = False) -> Received | Refused:
        """Read what a test says the callback says, or what the contract does."""
        return self.says.get(callback.body) or super().receive(callback, proven=proven)

    def script(self, *results: SendResult) -> None:
        """Answer the next messages so."""
        self._script.extend(results)

    async def send(self, messages: Sequence[ProviderMessage]) -> Sequence[SendResult]:
        """Record the messages, and answer."""
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        with self._changed:
            self.sent.extend(messages)
            self.batches.append(len(messages))
            self._changed.notify_all()
        if self.gate is not None:
            await self.gate.wait()
        self._at_once -= 1
        return [self._answer(message) for message in messages]

    def _answer(self, message: ProviderMessage) -> SendResult:
        if self._script:
            return self._script.popleft()
        return self.temper(message) or Accepted(provider_message_id=f"p-{message.id}")

    @property
    def texts(self) -> list[str]:
        """What was sent, in order."""
        return [message.text for message in self.sent]

    def until(self, condition: Callable[[], bool], *, within: float = 10) -> None:
        """Wait until the condition holds, looking after every message."""
        with self._changed:
            if not self._changed.wait_for(condition, timeout=within):
                raise TimeoutError(f"it never came; sent: {self.texts}")


def inbound(*items: dict[str, object], token: str = TOKEN) -> Callback:
    """Make a callback with messages from phones."""
    return callback(CallbackKind.INBOUND, list(items), token=token)


def status(*items: dict[str, object], token: str = TOKEN) -> Callback:
    """Make a callback with delivery reports."""
    return callback(CallbackKind.STATUS, list(items), token=token)


def callback(kind: CallbackKind, content: object, *, token: str = TOKEN) -> Callback:
    """Make a callback of the plain contract; bytes stay as they are."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return Callback(
        kind=kind, method="POST", target="/", headers={"x-webhook-token": token}, body=body
    )
