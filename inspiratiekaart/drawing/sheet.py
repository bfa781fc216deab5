"""A picture that grows downwards: blocks of text, marks and pictures, as parts of one SVG."""

from __future__ import annotations

from dataclasses import dataclass, field

from inspiratiekaart.drawing import styles
from inspiratiekaart.drawing.lettering import FONTS, wrapped, xml_text

_LEADING = 1.35
_ASCENT = 1.0
_SWATCH = (26, 16)


@dataclass
class Sheet:
    """The parts so far, and ``y``, the height at which the next one begins."""

    y: float
    parts: list[str] = field(default_factory=list)

    def text(
        self,
        x: float,
        text: str,
        size: int,
        width: float,
        *,
        is_bold: bool = False,
        colour: str = styles.INK,
        most: int = 1000,
        leading: float = _LEADING,
    ) -> None:
        """Write ``text`` in as many lines as it takes, at most ``most``."""
        lines = wrapped(text, size, width, is_bold=is_bold, most=most)
        if not lines:
            return
        weight = ' font-weight="700"' if is_bold else ""
        self.parts.append(f'<g font-size="{size}" fill="{colour}"{weight}>')
        for line in lines:
            base = self.y + _ASCENT * size
            self.parts.append(f'<text x="{x:g}" y="{base:.1f}">{xml_text(line)}</text>')
            self.y += leading * size
        self.parts.append("</g>")

    def swatch(self, x: float, words: str, width: float, mark: str, size: int = 15) -> None:
        """Write ``words`` after ``mark``, a drawing in a box of 26 x 16."""
        wide, high = _SWATCH
        middle = self.y + _LEADING * size / 2
        top = f"{middle - high / 2:.1f}"
        self.parts.append(f'<g transform="translate({x:g} {top})">{mark}</g>')
        self.text(x + wide + 10, words, size, width - wide - 10)
        self.y += 3

    def rule(self, x: float, width: float) -> None:
        """Draw a hairline."""
        self.parts.append(
            f'<path d="M{x:g} {self.y:.1f}h{width:g}" stroke="{styles.HAIRLINE}" fill="none"/>'
        )

    def place(self, x: float, y: float, svg: str) -> None:
        """Put a finished drawing with its upper left at ``x``, ``y``."""
        self.parts.append(f'<g transform="translate({x:g} {y:.1f})">{svg}</g>')

    def document(self, width: int, title: str, description: str, language: str) -> str:
        """All of it as one SVG document on paper colour, as high as it became."""
        height = round(self.y)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" role="img" lang="{language}" '
            f'aria-labelledby="ik-title ik-desc" font-family="{FONTS}">'
            f'<title id="ik-title">{xml_text(title)}</title>'
            f'<desc id="ik-desc">{xml_text(description)}</desc>'
            f'<rect width="{width}" height="{height}" fill="{styles.PAPER}"/>'
            f"{''.join(self.parts)}</svg>\n"
        )


def filled(fill: str, stroke: str = styles.BORDER, width: float = 1) -> str:
    """The swatch of a fill: a class, the hatch, or the border of what is chosen."""
    wide, high = _SWATCH
    return (
        f'<rect x="1" y="1" width="{wide - 2}" height="{high - 2}" fill="{fill}" '
        f'stroke="{stroke}" stroke-width="{width}"/>'
    )
