"""HTML made from what people supply."""

from __future__ import annotations

from inspiratiekaart.ui.html import fragment, rows

HOSTILE = "<img src=x onerror=alert(1)>"


def test_a_template_shows_hostile_text_as_text() -> None:
    """What stands in a value cannot become an element."""
    made = fragment("notice", text=HOSTILE)
    assert "<img" not in made
    assert "&lt;img src=x onerror=alert(1)&gt;" in made


def test_rows_show_hostile_text_as_text() -> None:
    """Each of the four cells is escaped."""
    made = rows([(HOSTILE, HOSTILE, HOSTILE, HOSTILE)], [False], "nl")
    assert ("<img" in made, made.count("&lt;img")) == (False, 4)


def test_an_unknown_figure_is_marked_and_silence_is_a_dash() -> None:
    """Unknown has its own look, and nothing said is not an empty cell."""
    made = rows([("Twente", "geen gegevens", "", "ja")], [True], "nl")
    assert made == ("<tr><th scope=row>Twente<td class=ik-unknown>geen gegevens<td>–<td>ja")
