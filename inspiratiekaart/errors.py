"""The errors a person can do something about; real bugs pass through unchanged."""

from __future__ import annotations


class InspiratiekaartError(Exception):
    """Something is wrong that the person at the keyboard can mend; the message says how."""


class DatasetError(InspiratiekaartError):
    """A file of the dataset is missing, unreadable or not in our schema."""


class RawMaterialError(InspiratiekaartError):
    """A raw file for the build is missing or not of the shape its module expects."""


class TextsError(InspiratiekaartError):
    """A sentence is missing in a catalogue, or its placeholders do not fit."""


class SettingError(InspiratiekaartError):
    """A variable of the environment has a value that makes no sense."""


class MapFileError(InspiratiekaartError):
    """A file is not an inspiration map of ours; ``code`` and ``values`` say where and why.

    The sentence is made where it is shown: ``t(f"mapfile.{error.code}", **error.values)``.
    """

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(f"{code}: {', '.join(f'{k} {v}' for k, v in values.items())}")
        self.code = code
        self.values = values


class ExportError(InspiratiekaartError):
    """A file to take along could not be written."""
