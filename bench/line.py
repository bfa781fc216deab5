"""One connection of a browser that asks for pages, without the browser."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import urlsplit

BROWSER = {
    "User-Agent": "Mozilla/5.0 (bench)",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "nl,en;q=0.7",
    "Accept-Encoding": "gzip, deflate, br",
    "Upgrade-Insecure-Requests": "1",
}
"""The headers with which a browser asks for a page the first time."""


class Line:
    """One connection of a browser: asks addresses of one server, after each other."""

    def __init__(self, url: str, encoding: str = "", *, timeout_s: float = 30) -> None:
        """A connection with the server of ``url``; ``encoding`` is all this browser can unpack."""
        parts = urlsplit(url)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._connection = kind(parts.netloc, timeout=timeout_s)
        self._headers = BROWSER | ({"Accept-Encoding": encoding} if encoding else {})
        self.cookies: dict[str, str] = {}

    @property
    def cookie(self) -> str:
        """The cookies as a header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def get(self, path: str) -> tuple[HTTPResponse, bytes]:
        """The answer to GET ``path``, and its body as it travelled. Raises OSError."""
        headers = self._headers | ({"Cookie": self.cookie} if self.cookies else {})
        try:
            self._connection.request("GET", path, headers=headers)
            answer = self._connection.getresponse()
            body = answer.read()
        except HTTPException as error:
            raise OSError(f"{type(error).__name__}: {error}") from error
        for line in answer.headers.get_all("Set-Cookie", ()):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value.strip()
        return answer, body

    def close(self) -> None:
        """Hang up."""
        self._connection.close()
