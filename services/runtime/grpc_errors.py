"""Carries `ServiceError` across an RPC, as `google.rpc.Status` with ErrorInfo, BadRequest and RetryInfo."""

import grpc
from google.protobuf.any_pb2 import Any
from google.protobuf.duration_pb2 import Duration
from google.rpc import error_details_pb2, status_pb2
from grpc_status import rpc_status

from services.runtime.errors import ErrorKind, Problem, ServiceError

DOMAIN = "svar"

_CODES = {
    ErrorKind.INVALID: grpc.StatusCode.INVALID_ARGUMENT,
    ErrorKind.UNAUTHENTICATED: grpc.StatusCode.UNAUTHENTICATED,
    ErrorKind.FORBIDDEN: grpc.StatusCode.PERMISSION_DENIED,
    ErrorKind.NOT_FOUND: grpc.StatusCode.NOT_FOUND,
    ErrorKind.CONFLICT: grpc.StatusCode.ALREADY_EXISTS,
    ErrorKind.PRECONDITION: grpc.StatusCode.FAILED_PRECONDITION,
    ErrorKind.EXHAUSTED: grpc.StatusCode.RESOURCE_EXHAUSTED,
    ErrorKind.UNAVAILABLE: grpc.StatusCode.UNAVAILABLE,
    ErrorKind.INTERNAL: grpc.StatusCode.INTERNAL,
}
_KINDS = {code.value[0]: kind for kind, code in _CODES.items()}
# A call that ran out of time, or that the other side gave up, may go better later.
_KINDS[grpc.StatusCode.DEADLINE_EXCEEDED.value[0]] = ErrorKind.UNAVAILABLE
_KINDS[grpc.StatusCode.CANCELLED.value[0]] = ErrorKind.UNAVAILABLE
_KINDS[grpc.StatusCode.ABORTED.value[0]] = ErrorKind.UNAVAILABLE
# A rate limit of ours is always explained; gRPC's own means a server that has no thread left.
_KINDS_UNEXPLAINED = {
    **_KINDS,
    grpc.StatusCode.RESOURCE_EXHAUSTED.value[0]: ErrorKind.UNAVAILABLE,
}
OK = grpc.StatusCode.OK.name.lower()
"""How figures spell a status: as gRPC does, in small letters."""
_TOO_LARGE = "message larger than max"
"""What both ends say of a message that is beyond their limit (gRPC core)."""


def code_name(status: ErrorKind | grpc.StatusCode) -> str:
    """Return how figures spell a status.

    >>> code_name(ErrorKind.INVALID), code_name(grpc.StatusCode.DEADLINE_EXCEEDED)
    ('invalid_argument', 'deadline_exceeded')
    """
    code = _CODES[status] if isinstance(status, ErrorKind) else status
    return code.name.lower()


def to_status(error: ServiceError) -> status_pb2.Status:
    """Turn an error into the message that travels."""
    details = [_packed(_info(error))]
    if error.problems:
        details.append(_packed(_bad_request(error)))
    if error.retry_after is not None:
        details.append(_packed(_retry_info(error.retry_after)))
    code: int = _CODES[error.kind].value[0]
    return status_pb2.Status(code=code, message=error.message, details=details)


def from_status(status: status_pb2.Status) -> ServiceError:
    """Turn the message that travelled back into the error."""
    info = error_details_pb2.ErrorInfo()
    bad_request = error_details_pb2.BadRequest()
    retry = error_details_pb2.RetryInfo()
    retry_after = None
    for detail in status.details:
        # Unpack does nothing when the detail is of another type.
        detail.Unpack(info)
        detail.Unpack(bad_request)
        if detail.Unpack(retry):
            retry_after = retry.retry_delay.ToTimedelta().total_seconds()
    return ServiceError(
        kind=_KINDS.get(status.code, ErrorKind.INTERNAL),
        reason=info.reason or "INTERNAL",
        message=status.message,
        problems=[
            Problem(path=violation.field, message=violation.description)
            for violation in bad_request.field_violations
        ],
        metadata=dict(info.metadata),
        retry_after=retry_after,
    )


def from_rpc_error(error: grpc.RpcError) -> ServiceError:
    """Turn what a client call raised into an error of ours; never shows hosts or internals."""
    assert isinstance(error, grpc.Call)
    status = rpc_status.from_call(error)
    return from_status(status) if status is not None else _unexplained(error)


def from_aio_error(error: grpc.aio.AioRpcError) -> ServiceError:
    """Turn what a client call under asyncio raised into an error of ours; the twin of `from_rpc_error`.

    The error holds the final status, so that nothing is awaited and the synchronous reader serves.
    """
    status = rpc_status.from_call(error)
    return from_status(status) if status is not None else _unexplained(error)


def _unexplained(error: grpc.Call | grpc.aio.AioRpcError) -> ServiceError:
    """Make the error for a status that is not of our making: gRPC's own, of this side or the other."""
    code: grpc.StatusCode = error.code()
    if code is grpc.StatusCode.RESOURCE_EXHAUSTED and _TOO_LARGE in (error.details() or ""):
        return ServiceError(
            kind=ErrorKind.INTERNAL,
            reason="TOO_LARGE",
            message="This is larger than what is handed on inside.",
        )
    kind = _KINDS_UNEXPLAINED.get(code.value[0], ErrorKind.INTERNAL)
    retry_after = 1.0 if kind is ErrorKind.UNAVAILABLE else None
    return ServiceError(
        kind=kind,
        reason="SERVICE_UNAVAILABLE" if kind is ErrorKind.UNAVAILABLE else "INTERNAL",
        message="A service that this needs does not answer."
        if kind is ErrorKind.UNAVAILABLE
        else "Something went wrong inside.",
        retry_after=retry_after,
    )


def _info(error: ServiceError) -> error_details_pb2.ErrorInfo:
    return error_details_pb2.ErrorInfo(
        reason=error.reason, domain=DOMAIN, metadata=dict(error.metadata)
    )


def _bad_request(error: ServiceError) -> error_details_pb2.BadRequest:
    return error_details_pb2.BadRequest(
        field_violations=[
            error_details_pb2.BadRequest.FieldViolation(
                field=problem.path, description=problem.message
            )
            for problem in error.problems
        ]
    )


def _retry_info(seconds: float) -> error_details_pb2.RetryInfo:
    delay = Duration()
    delay.FromNanoseconds(int(seconds * 1e9))
    return error_details_pb2.RetryInfo(retry_delay=delay)


def _packed(message: object) -> Any:
    packed = Any()
    packed.Pack(message)  # type: ignore[arg-type]  # any of the detail messages above
    return packed
