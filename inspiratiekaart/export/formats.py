"""The formats of a file to take along; each is made by one function, loaded when needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType

from inspiratiekaart.export.handout import Handout


@dataclass(frozen=True)
class Format:
    """A format: ``suffix`` ends the name of its file, ``maker`` is module:function."""

    key: str
    suffix: str
    media_type: str
    maker: str

    def write(self, handout: Handout) -> bytes:
        """``handout`` in this format."""
        module, _, name = self.maker.partition(":")
        make: Callable[[Handout], bytes] = getattr(
            import_module(f"inspiratiekaart.export.{module}"), name
        )
        return make(handout)

    def file_name(self, handout: Handout) -> str:
        """The name of the file: region, edition and date."""
        return f"{handout.file_stem}{self.suffix}"


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        each.key: each
        for each in (
            Format("html", ".html", "text/html", "html:write"),
            Format("poster", "-poster.pdf", "application/pdf", "pdf:write_poster"),
            Format("pdf", ".pdf", "application/pdf", "pdf:write_booklet"),
            Format("pptx", ".pptx", f"{_OFFICE}.presentationml.presentation", "pptx:write"),
            Format("xlsx", ".xlsx", f"{_OFFICE}.spreadsheetml.sheet", "xlsx:write"),
            Format("csv", "-csv.zip", "application/zip", "csv:write"),
            Format("geojson", ".geojson", "application/geo+json", "geo:write_geojson"),
            Format("gpkg", ".gpkg", "application/geopackage+sqlite3", "geo:write_gpkg"),
            Format("png", ".png", "image/png", "picture:write_png"),
            Format("svg", ".svg", "image/svg+xml", "picture:write_svg"),
        )
    }
)
