"""The template for who has only a spreadsheet: written here, read back by ``published``."""

from inspiratiekaart.sources.template.fields import SHEETS, Field, TemplateSheet
from inspiratiekaart.sources.template.files import write_files
from inspiratiekaart.sources.template.workbook import workbook

__all__ = ["SHEETS", "Field", "TemplateSheet", "workbook", "write_files"]
