"""Structured logs: ids and kinds of errors, never what people wrote, are called or can be called at."""

import logging
import sys
import traceback
from types import TracebackType

import structlog
from structlog.typing import EventDict, Processor

FRAMES = 8


def configure_logs(level: str = "INFO", *, as_json: bool = False) -> None:
    """Send structured logs to standard error; libraries speak up only from WARNING on."""
    renderer: Processor = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _place_of_error,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


class _Formatter(logging.Formatter):
    """Writes the errors that libraries log without what they say."""

    def formatException(
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        return "\n".join(_places(ei[1])) if ei[1] is not None else ""


def _place_of_error(_logger: object, _method: str, event: EventDict) -> EventDict:
    error = sys.exception() if event.pop("exc_info", None) else None
    if error is not None:
        event["at"] = _places(error)
    return event


def _places(error: BaseException) -> list[str]:
    """Say where in the code an error came from, its causes first.

    What an error says is left out: that may quote a resident, as a library's errors often do.
    """
    cause = error.__cause__ or error.__context__
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    own = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return [*(_places(cause) if cause else []), *own, type(error).__name__]
