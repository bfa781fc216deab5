"""The files that others publish, one module a format, and which of them a file is."""

from inspiratiekaart.sources.published.form import Columns, Form, fitting, forms

__all__ = ["Columns", "Form", "fitting", "forms"]
