"""How much of callbacks may wait: so much in all, and half of it for what anybody can send."""

import pytest

from gateway.calls.callback_backlog import BACKLOG_BYTES, BACKLOG_CALLBACKS, CallbackBacklog
from services.runtime.errors import ErrorKind, ServiceError

BODY = 64 * 1024


def filled(backlog: CallbackBacklog, size: int, *, proven: bool) -> int:
    """Let callbacks in until there is no room; return how many."""
    count = 0
    while (refused := refusal(backlog, size, proven=proven)) is None:
        count += 1
    assert refused.kind is ErrorKind.UNAVAILABLE
    assert refused.retry_after
    return count


def refusal(backlog: CallbackBacklog, size: int, *, proven: bool) -> ServiceError | None:
    """Let a callback in; return why not."""
    try:
        backlog.enter(size, proven=proven)
    except ServiceError as error:
        return error
    return None


def test_callbacks_wait_up_to_a_number_of_bytes() -> None:
    assert filled(CallbackBacklog(), BODY, proven=True) == BACKLOG_BYTES // BODY == 512


def test_callbacks_wait_up_to_a_number() -> None:
    assert filled(CallbackBacklog(), 1, proven=True) == BACKLOG_CALLBACKS == 4096


@pytest.mark.parametrize("size", [BODY, 1])
def test_what_is_not_proven_leaves_half_to_what_is(size: int) -> None:
    backlog = CallbackBacklog()

    unproven = filled(backlog, size, proven=False)
    proven = filled(backlog, size, proven=True)

    assert unproven == proven
    assert unproven + proven == filled(CallbackBacklog(), size, proven=True)


def test_whoever_leaves_makes_room() -> None:
    backlog = CallbackBacklog(most_bytes=10)
    backlog.enter(10, proven=True)
    with pytest.raises(ServiceError, match="BACKLOG_FULL"):
        backlog.enter(1, proven=True)

    backlog.leave(10, proven=True)

    backlog.enter(1, proven=True)
