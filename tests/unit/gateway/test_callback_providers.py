"""What a callback's name and headers decide, and how old the knowledge may be by which it is refused."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any, cast

import grpc
import pytest
from svar.sms.v1 import sms_service_pb2 as pb

from gateway.calls.callback_providers import (
    ASK_AGAIN_SECONDS,
    WAITING_LIMIT,
    Admission,
    CallbackProviders,
)
from gateway.calls.clients import Clients
from services.runtime.errors import ErrorKind, ServiceError
from tests.fakes.manual_seconds import Seconds

GENUINE = [(b"host", b"x"), (b"x-webhook-token", b"secret")]
FORGED = [(b"host", b"x"), (b"x-webhook-token", b"guessed")]


class Sms:
    """An sms service that lists `providers`, or fails with a status, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.fails: grpc.StatusCode | None = None
        self.open = asyncio.Event()
        self.open.set()
        self.providers = [provider("plain", b"secret"), provider("signed")]

    async def list_providers(self, request: Any, **_: Any) -> pb.ListProvidersResponse:
        """Answer as an RPC does."""
        self.asked += 1
        await self.open.wait()
        if self.fails is not None:
            raise grpc.aio.AioRpcError(self.fails, grpc.aio.Metadata(), grpc.aio.Metadata())
        return pb.ListProvidersResponse(providers=self.providers)


class Stage:
    """The providers as the gateway knows them, in front of an sms service, at a time of ours."""

    def __init__(self) -> None:
        self.sms = Sms()
        self.seconds = Seconds()
        stubs = SimpleNamespace(sms=SimpleNamespace(ListProviders=self.sms.list_providers))
        self.providers = CallbackProviders(cast(Clients, stubs), now=self.seconds)

    async def refusal(self, name: str, headers: list[tuple[bytes, bytes]]) -> ErrorKind | None:
        """Return the kind of refusal, None when the callback may go on."""
        try:
            await self.providers.admit(name, headers)
        except ServiceError as error:
            return error.kind
        return None


def provider(name: str, *tokens: bytes) -> pb.CallbackProvider:
    digests = [hashlib.sha256(token).digest() for token in tokens]
    proofs = [pb.HeaderProof(name="x-webhook-token", digests=digests)] if tokens else []
    return pb.CallbackProvider(name=name, max_body_bytes=64 * 1024, header_proofs=proofs)


def on_stage(scenario: Callable[[Stage], Awaitable[None]]) -> None:
    async def run() -> None:
        await scenario(Stage())

    asyncio.run(run())


def test_a_token_proves_a_callback() -> None:
    async def scenario(stage: Stage) -> None:
        proven = await stage.providers.admit("plain", GENUINE)
        unproven = await stage.providers.admit("signed", FORGED)

        assert proven == Admission(proven=True, max_body_bytes=64 * 1024)
        assert unproven == Admission(proven=False, max_body_bytes=64 * 1024)
        assert stage.sms.asked == 1

    on_stage(scenario)


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param(FORGED, id="another token"),
        pytest.param([], id="none"),
        pytest.param([*GENUINE, *FORGED], id="two"),
        pytest.param([(b"x-webhook-token", b"\xff")], id="no ASCII"),
    ],
)
def test_a_callback_that_no_header_proves_is_refused(headers: list[tuple[bytes, bytes]]) -> None:
    async def scenario(stage: Stage) -> None:
        with pytest.raises(ServiceError, match="X-Webhook-Token") as refused:
            await stage.providers.admit("plain", headers)

        assert refused.value.kind is ErrorKind.UNAUTHENTICATED

    on_stage(scenario)


def test_forged_callbacks_ask_the_service_once_a_second_at_most() -> None:
    async def scenario(stage: Stage) -> None:
        for _ in range(100):
            assert await stage.refusal("plain", FORGED) is ErrorKind.UNAUTHENTICATED
            assert await stage.refusal("nobody", FORGED) is ErrorKind.NOT_FOUND
        assert stage.sms.asked == 1

        stage.seconds.now += ASK_AGAIN_SECONDS
        await asyncio.gather(*(stage.refusal("nobody", []) for _ in range(100)))
        assert stage.sms.asked == 2

    on_stage(scenario)


def test_another_configuration_is_known_after_a_second() -> None:
    async def scenario(stage: Stage) -> None:
        assert await stage.refusal("plain", GENUINE) is None
        stage.sms.providers = [provider("plain", b"guessed"), provider("new", b"secret")]

        stage.seconds.now += ASK_AGAIN_SECONDS

        assert await stage.refusal("plain", FORGED) is None
        assert await stage.refusal("new", GENUINE) is None
        assert await stage.refusal("signed", GENUINE) is ErrorKind.NOT_FOUND

    on_stage(scenario)


def test_while_the_service_is_down_only_what_is_known_to_be_genuine_goes_on() -> None:
    async def scenario(stage: Stage) -> None:
        stage.sms.fails = grpc.StatusCode.UNAVAILABLE
        assert await stage.refusal("plain", GENUINE) is ErrorKind.UNAVAILABLE
        assert await stage.refusal("plain", GENUINE) is ErrorKind.UNAVAILABLE
        assert stage.sms.asked == 1

        stage.sms.fails = None
        stage.seconds.now += ASK_AGAIN_SECONDS
        assert await stage.refusal("plain", GENUINE) is None

        stage.sms.fails = grpc.StatusCode.UNAVAILABLE
        stage.seconds.now += ASK_AGAIN_SECONDS
        assert await stage.refusal("plain", GENUINE) is None
        # Neither can be said for certain: the configuration may be another one by now.
        assert await stage.refusal("plain", FORGED) is ErrorKind.UNAVAILABLE
        assert await stage.refusal("nobody", GENUINE) is ErrorKind.UNAVAILABLE

    on_stage(scenario)


def test_a_service_that_lists_no_providers_yet_is_handed_everything_as_not_proven() -> None:
    async def scenario(stage: Stage) -> None:
        stage.sms.fails = grpc.StatusCode.UNIMPLEMENTED

        assert not (await stage.providers.admit("anybody", FORGED)).proven

    on_stage(scenario)


def test_few_wait_for_a_service_that_does_not_answer() -> None:
    async def scenario(stage: Stage) -> None:
        stage.sms.open.clear()
        waiting = [
            asyncio.create_task(stage.refusal("plain", GENUINE)) for _ in range(WAITING_LIMIT)
        ]
        await asyncio.sleep(0)

        assert await stage.refusal("plain", GENUINE) is ErrorKind.UNAVAILABLE

        stage.sms.open.set()
        assert set(await asyncio.gather(*waiting)) == {None}
        assert stage.sms.asked == 1

    on_stage(scenario)
