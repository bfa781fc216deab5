"""Which addresses become links in a file: those of the web, well formed; others stay text."""

from __future__ import annotations

import re

_MAX = 2000  # Excel and PowerPoint refuse longer ones
_WEB = re.compile(r"https?://[^\s<>\"'{}|\\^`\[\]/]+[^\s<>\"{}|\\^`\[\]]*\Z", re.IGNORECASE)


def web_link(address: str) -> str:
    """``address`` if it is a plain web address that any program can open, else nothing."""
    is_plain = address.isascii() and address.isprintable() and len(address) <= _MAX
    return address if is_plain and _WEB.match(address) else ""
