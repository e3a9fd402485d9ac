"""Logging for every process: structured, masked, with the id of the request at hand."""

import logging
import sys
from collections.abc import Iterable, MutableMapping
from itertools import islice
from typing import Any, Final, Literal

import structlog

from services.runtime.build import this_build
from services.runtime.masking import mask_event

LogFormat = Literal["auto", "console", "json"]
MOST_NAMED: Final = 20
"""How many things of a batch a log line names."""


def configure_logs(service: str, *, log_format: LogFormat = "auto", level: str = "INFO") -> None:
    """Send all logs of this process to standard error, as JSON unless a person is looking."""
    console = log_format == "console" or (log_format == "auto" and sys.stderr.isatty())
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        _said_by(service),
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        mask_event,
    ]
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
        if console
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    for talkative in ("asyncio", "grpc"):
        logging.getLogger(talkative).setLevel(max(logging.INFO, logging.root.level))


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    """Return the logger of a module."""
    logger: structlog.stdlib.BoundLogger = structlog.get_logger(name)
    return logger


def _said_by(service: str) -> structlog.typing.Processor:
    """Name the service and its release in every line, whatever thread it comes from."""
    version = this_build().version

    def name(
        _logger: Any, _method: str, event: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        event["service"], event["version"] = service, version
        return event

    return name


def named(ids: Iterable[str | None]) -> list[str]:
    """Return the first ids of a batch, each once, for a log line that stays short.

    >>> named(["a", None, "b", "a"])
    ['a', 'b']
    >>> len(named(str(number) for number in range(1000)))
    20
    """
    return list(dict.fromkeys(one for one in islice(ids, MOST_NAMED) if one))
