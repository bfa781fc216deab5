"""The typeface of last resort has every character, and is the same at any hour."""

from __future__ import annotations

from fontTools.ttLib import TTFont

from inspiratiekaart.export.boxes import FAMILY, boxes_folder

FONT = TTFont(boxes_folder() / "boxes.ttf")


def test_every_character_is_a_box() -> None:
    """An emoji, a Chinese character and the last code point of all are drawn with one glyph."""
    drawn = FONT.getBestCmap()
    assert {"box"} == {drawn[ord(character)] for character in "é😀中\U0010ffff"}


def test_plain_letters_are_left_to_real_typefaces() -> None:
    """ASCII is not in it, so that it never stands in for a letter."""
    assert not set(map(ord, "Aa0 ~")) & set(FONT.getBestCmap())


def test_it_carries_its_name_and_no_clock() -> None:
    """Templates find it by name; a PDF with it has the same bytes tomorrow."""
    assert FAMILY == FONT["name"].getDebugName(1)
    created_and_modified = FONT.reader["head"][20:36]
    assert bytes(16) == created_and_modified
