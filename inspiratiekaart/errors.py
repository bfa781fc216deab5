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
