"""The customers: phones that answer what they are asked, as fast as they are let (closed loop).

At saturation a fixed number of conversations is under way; a phone answers in the instant that its
question comes, and a conversation that ends makes room for one that waits. `open_loop` has the other
kind of load, whose rate does not depend on how fast Svar is.
"""

import asyncio
import itertools
from collections import deque
from collections.abc import Callable

from tests.benchmarks.connections import Connections
from tests.benchmarks.conversations import Conversation
from tests.benchmarks.http_protocol import headers, post
from tests.benchmarks.questionnaire import answer
from tests.e2e.configuration import WEBHOOK_TOKEN

_PATH = "/v1/providers/plain/inbound"
_AGAIN_SECONDS = 0.2


class Phones:
    """Sends replies and counts what they lead to."""

    def __init__(self, connections: Connections, *, name: str = "in") -> None:
        """Reply through these connections; `name` begins the ids of the replies."""
        self.ready: deque[Conversation] = deque()
        """Conversations whose question waits, in the order in which the questions came."""
        self.invited = 0
        """How many conversations have got their first question."""
        self.outcomes = 0
        """How many replies have led to their next message."""
        self.refused = 0
        """How many times a reply was not acknowledged and had to be sent again."""
        self.under_way = 0
        self.answering = False
        """Whether a question is answered at once, or waits in `ready`."""
        self.on_acknowledged: Callable[[Conversation], None] = lambda _: None
        self.on_outcome: Callable[[Conversation], None] = lambda _: None
        self._connections = connections
        self._headers = headers("127.0.0.1", X_Webhook_Token=WEBHOOK_TOKEN)
        self._name = name
        self._numbers = itertools.count(1)
        self._settled = asyncio.Event()

    def take(self, conversation: Conversation) -> None:
        """Take the next message of a conversation."""
        if conversation.received == 1:
            self.invited += 1
            self.ready.append(conversation)
            return
        self.outcomes += 1
        self.under_way -= 1
        self.on_outcome(conversation)
        if not self.answering:
            self._rest(conversation)
        elif conversation.asked:
            self.reply(conversation)
        elif self.ready:
            self.reply(self.ready.popleft())
        if not self.under_way:
            self._settled.set()

    def reply(self, conversation: Conversation) -> None:
        """Send the answer to the question that waits."""
        number = conversation.answered = conversation.received
        self.under_way += 1
        said = answer(conversation.phone, number)
        body = (
            f'{{"messageId": "{self._name}-{next(self._numbers)}", "from": "{conversation.phone}", '
            f'"to": "{conversation.address}", "text": "{said}"}}'
        )
        self._post(post(_PATH, body.encode(), self._headers), conversation)

    def begin(self, conversations: int) -> None:
        """Let so many conversations be under way from now on."""
        self.answering = True
        for _ in range(min(conversations, len(self.ready))):
            self.reply(self.ready.popleft())

    async def end(self, *, seconds: float = 30) -> None:
        """Answer no more, and wait until every reply sent has led to its next message.

        Raises TimeoutError when one never does.
        """
        self.answering = False
        self._settled.clear()
        if self.under_way:
            await asyncio.wait_for(self._settled.wait(), seconds)

    def _rest(self, conversation: Conversation) -> None:
        if conversation.asked:
            self.ready.append(conversation)

    def _post(self, request: bytes, conversation: Conversation) -> None:
        def done(status: int, _body: bytes) -> None:
            if status == 200:
                self.on_acknowledged(conversation)
                return
            # As a provider does: the same again, a little later.
            self.refused += 1
            loop = asyncio.get_running_loop()
            loop.call_later(_AGAIN_SECONDS, self._post, request, conversation)

        self._connections.post(request, done)
