"""What somebody else wrote stands in a sentence without turning or stretching it."""

from __future__ import annotations

import pytest

from inspiratiekaart.texts.quoting import quoted


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Las school", "Las school"),
        (" Las\t school\n De Vonk ", "Las school De Vonk"),
        ("Las\u202eschool\u2066\u200b", "Las□school□□"),
        ("bel\x07\x1b[31m\0", "bel□□[31m□"),
        ("half\ud800", "half□"),
        ("caf\u00e9 \U0001f600", "caf\u00e9 \U0001f600"),
        ("a" * 80, "a" * 80),
        ("a" * 81, "a" * 79 + "…"),
        (" " * 500 + "a", "…"),
        ("", ""),
    ],
)
def test_a_text_is_one_short_line_of_what_is_seen(text: str, shown: str) -> None:
    """No control, no direction, no line end; what is longer ends in a mark."""
    assert shown == quoted(text)
