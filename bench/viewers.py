"""Viewers of one shared page: a process that opens it as that many browsers would (budget 7).

Each viewer is a browser that was never here: a new connection, the headers of a first visit, the
whole page read and unpacked. The page carries all it needs, so there is nothing else to ask for.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin, urlsplit

import brotli

from bench.line import Line
from bench.load import Event, Lag, arrivals, tell

KIND = "view"
_MAX_REDIRECTS = 3


def view(url: str, encoding: str = "") -> Event:
    """Open ``url`` once; ``encoding`` is the only compression that this browser knows."""
    at_s, began, size, error = time.time(), time.perf_counter(), 0, ""
    line = Line(url, encoding)
    try:
        size, body, kind = _page(line, url)
        seconds = time.perf_counter() - began
        if kind.startswith("text/html") and not body.rstrip().endswith(b"</html>"):
            error = "the page is not whole"
    except (OSError, EOFError, ValueError, brotli.error) as failure:
        seconds = time.perf_counter() - began
        error = f"{type(failure).__name__}: {failure}"[:200]
    finally:
        line.close()
    return Event(KIND, at_s, seconds, size, error)


def _page(line: Line, url: str) -> tuple[int, bytes, str]:
    """Bytes that travelled, the body unpacked, its type; the way there included."""
    size = 0
    for _ in range(_MAX_REDIRECTS + 1):
        parts = urlsplit(url)
        answer, raw = line.get(f"{parts.path or '/'}?{parts.query}".rstrip("?"))
        size += len(raw)
        if answer.status not in {301, 302, 303, 307, 308}:
            break
        url = urljoin(url, answer.headers["Location"])
    if answer.status != 200:
        raise ValueError(f"status {answer.status}")
    body = unpacked(raw, answer.headers.get("Content-Encoding", ""))
    return size, body, answer.headers.get("Content-Type", "")


def unpacked(raw: bytes, encoding: str) -> bytes:
    """A body as it was before it was compressed."""
    if encoding == "br":
        plain: bytes = brotli.decompress(raw)
        return plain
    if encoding == "gzip":
        return gzip.decompress(raw)
    if encoding:
        raise ValueError(f"compressed as {encoding}, which was not asked for")
    return raw


async def _all(url: str, count: int, over_s: float, seed: int) -> None:
    lag, loop, start = Lag(), asyncio.get_running_loop(), time.perf_counter()
    with ThreadPoolExecutor(count) as threads:

        def arrive(due_s: float) -> None:
            lag.note(time.perf_counter() - start - due_s)
            tell(view(url))

        async def one(due_s: float) -> None:
            await asyncio.sleep(start + due_s - time.perf_counter())
            await loop.run_in_executor(threads, arrive, due_s)

        watching = asyncio.create_task(lag.watch())
        await asyncio.gather(*map(one, arrivals(count, over_s, seed)))
        watching.cancel()
    lag.tell()


def main() -> None:
    """Let them come, and print what they met."""
    parser = argparse.ArgumentParser(prog="python -m bench.viewers", description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--over", type=float, default=30, metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args()
    asyncio.run(_all(chosen.url, chosen.count, chosen.over, chosen.seed))


if __name__ == "__main__":
    main()
