"""The log: one line a message on stderr, from us and from all libraries, and nothing of persons.

No address of a visitor, no address of a page, no token or code of a link, no text that somebody
typed. An exception is told by its type and where it happened: its message may quote what was typed.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, TextIO

from inspiratiekaart.errors import SettingError

FORM = "INSPIRATIEKAART_LOG"
"""The variable that chooses the form of the log."""

HIDDEN = "[hidden]"

_FORMS = ("text", "json")
_OURS = "inspiratiekaart"
_FIELDS = ("time", "level", "logger", "message", "method", "route", "status", "ms", "bytes")
_TRACEBACK = "traceback"

# A token has 32 signs; what stands against it may look like a part of it. A code has three groups.
_SECRET = re.compile(
    r"(?<=\?)[^\s\"'<>]{2,}"  # the query of an address
    r"|[A-Za-z0-9_-]{32,}"
    r"|[0-9A-Za-z]{4}(?:-[0-9A-Za-z]{4}){2,}"
)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")
_OF_VISITORS = ('%s - "WebSocket ', "connection open", "connection closed", "connection rejected")


def start(environment: Mapping[str, str]) -> None:
    """From here on this process has one log, whatever its libraries arrange for themselves.

    Raises:
        SettingError: the variable names no form that we know.
    """
    handler = handler_for(environment)
    root = logging.getLogger()
    root.handlers = [handler]
    access = logging.getLogger("uvicorn.access")
    for name in tuple(root.manager.loggerDict):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
    access.propagate = False  # it would tell the address of each visitor and each page
    logging.setLoggerClass(_Sharing)
    logging.getLogger(_OURS).setLevel(logging.INFO)
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def handler_for(environment: Mapping[str, str], stream: TextIO | None = None) -> logging.Handler:
    """What writes the log to ``stream`` (stderr), in the form that the operator chose.

    Raises:
        SettingError: the variable names no form that we know.
    """
    form = environment.get(FORM, "").strip() or _FORMS[0]
    if form not in _FORMS:
        raise SettingError(f"{FORM}: '{form}' is no form of a log. Write one of {list(_FORMS)}.")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_json() if form == "json" else _Readable())
    handler.addFilter(discreet)
    return handler


def discreet(record: logging.LogRecord) -> bool:
    """Take out of ``record`` what the log may not hold; refuse one that is about a visitor."""
    if record.name == "uvicorn.error" and str(record.msg).startswith(_OF_VISITORS):
        return False
    try:
        message = record.getMessage()
    except Exception:  # a library's slip in its own message is no reason to lose the line
        message = str(record.msg)
    if record.name == "asyncio":  # further lines show values, and so what they hold
        message = message.partition("\n")[0]
    record.msg, record.args = hidden(message), None
    return True


def hidden(text: str) -> str:
    """``text`` on one line, without anything that looks like a token, a code or a query."""
    return _SECRET.sub(HIDDEN, _CONTROLS.sub(" ", text).strip())


def told(error: BaseException | None) -> str:
    """Where ``error`` and what led to it happened, without their messages."""
    return "\n".join(_lines(error, set())) if error else ""


def _lines(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    parts = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    for each in (before, *parts):
        if each is not None and id(each) not in seen:
            yield from _lines(each, seen)
            yield "-- led to --"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip("\n")
    yield _named(error)


def _named(error: BaseException) -> str:
    kind = type(error)
    name = (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )
    reason = error.strerror if isinstance(error, OSError) and error.errno else ""
    return f"{name}: {reason}" if reason else name


class _Discreet(logging.Formatter):
    """Formats an exception without its message."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        return told(ei[1])


class _Readable(_Discreet):
    """A line for people; a traceback follows on lines of its own."""

    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self.converter = time.gmtime


def _json() -> logging.Formatter:
    """A line of JSON for machines, with the same words."""
    from pythonjsonlogger.json import JsonFormatter  # only where it is asked for

    class Json(JsonFormatter):
        def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
            return told(ei[1])

        def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
            # A library may add fields of its own, with anything in them.
            return {name: log_data[name] for name in (*_FIELDS, _TRACEBACK) if name in log_data}

    names = {"levelname": "level", "name": "logger", "exc_info": _TRACEBACK}
    return Json(("levelname", "name", "message"), rename_fields=names, timestamp="time")


class _Sharing(logging.Logger):
    """A logger that leaves the writing to the one log, even where a library gives it a handler."""

    @property
    def propagate(self) -> bool:
        return True

    @propagate.setter
    def propagate(self, _value: bool) -> None:
        pass

    def addHandler(self, hdlr: logging.Handler) -> None:  # noqa: N802 - logging's own name
        """Take no handler."""


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger(_OURS).critical("Uncaught", exc_info=(kind, error, trace))


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    error = args.exc_value
    if error is not None and not issubclass(args.exc_type, SystemExit):
        logging.getLogger(_OURS).error("Uncaught in a thread", exc_info=error)
