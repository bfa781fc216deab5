"""The colours and shapes of the map can be told apart by everyone."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from inspiratiekaart.drawing import styles
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.schema import tables
from tests.drawing.colour_vision import VISIONS, contrast, lightness

LEAST_STEP = 6.0
"""In L*: about three just noticeable differences, which lie around 2 for large plain areas."""


@pytest.mark.parametrize("name", ["INK", "MUTED", "PETROL", "RUST"])
def test_text_can_be_read_on_paper(name: str) -> None:
    """WCAG 1.4.3: 4.5 to 1 for text, on paper and on white."""
    assert contrast(getattr(styles, name), styles.PAPER) >= 4.5
    assert contrast(getattr(styles, name), "#FFFFFF") >= 4.5


def test_borders_can_be_seen() -> None:
    """WCAG 1.4.11: 3 to 1 for the lines that carry meaning, on paper and on the lightest fill."""
    assert contrast(styles.BORDER, styles.PAPER) >= 3
    assert contrast(styles.BORDER, styles.CLASSES[0]) >= 3


def test_a_chosen_border_can_be_seen_on_all_but_the_darkest_fill() -> None:
    """The thick dark border of a choice stands out by 3 to 1, or is beside paper."""
    assert all(contrast(styles.INK, fill) >= 3 for fill in styles.CLASSES[:-1])


@pytest.mark.parametrize("vision", VISIONS)
def test_neighbouring_classes_keep_a_visible_step(vision: str) -> None:
    """From light to dark, with a step that is seen in grey and with colour blindness too."""
    shades = [lightness(fill, vision) for fill in styles.CLASSES]
    steps = [light - dark for light, dark in pairwise(shades)]
    assert min(steps) >= LEAST_STEP, [round(step, 1) for step in steps]


@pytest.mark.parametrize("vision", VISIONS)
def test_two_shades_that_are_too_close_are_found(vision: str) -> None:
    """Twin: the lightest class and paper are too close to be two classes."""
    step = abs(lightness(styles.PAPER, vision) - lightness(styles.CLASSES[0], vision))
    assert step < LEAST_STEP


@pytest.mark.parametrize("kind", styles.SHAPES)
def test_marks_can_be_seen_on_paper(kind: str) -> None:
    """WCAG 1.4.11: 3 to 1 for the marks of providers."""
    assert contrast(styles.KIND_COLOURS[kind], styles.PAPER) >= 3


def test_every_kind_of_provider_has_a_shape_of_its_own() -> None:
    """The shape tells the kind, so no two are alike, and none of the schema is without."""
    assert set(tables()["providers"]["kind"].enum) == set(styles.SHAPES) == set(styles.KIND_COLOURS)
    assert len(styles.SHAPES) == len(set(styles.SHAPES.values()))


@pytest.mark.parametrize("kind", styles.SHAPES)
def test_a_mark_is_a_drawing(kind: str) -> None:
    """The mark is well-formed SVG, and the page's style sheet has it."""
    assert "16" == ElementTree.fromstring(styles.shape_svg(kind)).get("width")  # noqa: S314  # ours
    assert f".ik-kind-{kind} " in styles.kind_rules()


def test_the_style_sheet_has_the_same_colours() -> None:
    """The colours of the pages are those of the map."""
    css = (PROJECT / "inspiratiekaart" / "ui" / "styles" / "app.css").read_text("utf-8")
    for name, value in {
        "ink": styles.INK,
        "muted": styles.MUTED,
        "paper": styles.PAPER,
        "petrol": styles.PETROL,
        "rust": styles.RUST,
        "hair": styles.HAIRLINE,
        "border": styles.BORDER,
    }.items():
        assert f"--ik-{name}: {value};" in css
