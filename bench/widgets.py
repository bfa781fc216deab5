"""Streamlit's widgets as they travel: what a message says of one, and how its value goes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from streamlit.proto.Element_pb2 import Element
from streamlit.proto.WidgetStates_pb2 import WidgetState

Value = str | float | bool | list[str]

_LISTS = frozenset({"multiselect", "button_group"})
_SILENT = frozenset({"button", "download_button", "component_instance", "bidi_component"})
"""Widgets that hold no value until the visitor does something."""


@dataclass(frozen=True)
class Widget:
    """A widget as last sent: the identity its answer needs, what can be chosen, what it holds.

    ``is_set`` means the server itself put ``value`` there, over what the visitor had chosen.
    """

    id: str
    kind: str
    options: tuple[str, ...] = ()
    fragment_id: str = ""
    value: Value | None = None
    is_set: bool = False

    @property
    def key(self) -> str:
        """The key the app gave it, read from its id (``$$ID-<hash>-<key>``), or ``""``."""
        return user_key(self.id)


def user_key(widget_id: str) -> str:
    """The app's own key in a widget's id, or ``""`` when it has none."""
    parts = widget_id.split("-", 2)
    key = parts[2] if len(parts) == 3 and parts[0] == "$$ID" else ""
    return "" if key == "None" else key


def widget_of(element: Element, fragment_id: str) -> Widget | None:
    """The widget in ``element``, if it is one that has an id."""
    kind = element.WhichOneof("type")
    if kind is None:
        return None
    body = getattr(element, kind)
    widget_id = getattr(body, "id", "")
    if not isinstance(widget_id, str) or not widget_id.startswith("$$ID"):
        return None
    texts = [getattr(option, "content", option) for option in getattr(body, "options", ())]
    options = tuple(text for text in texts if isinstance(text, str))
    is_set = bool(getattr(body, "set_value", False))
    return Widget(widget_id, kind, options, fragment_id, _held(body, kind, options), is_set)


def _held(body: Any, kind: str, options: tuple[str, ...]) -> Value | None:
    """What the widget shows: the value the server set, else its default."""
    if kind in _SILENT:
        return None
    if kind in _LISTS:
        chosen = list(body.raw_values) if body.set_value else [options[i] for i in body.default]
        return [str(text) for text in chosen]
    if kind in {"selectbox", "radio"}:
        if body.set_value:
            return str(body.raw_value) if body.HasField("raw_value") else None
        has_default = body.HasField("default") and body.default < len(options)
        return options[body.default] if has_default else None
    held: Any = getattr(body, "value" if getattr(body, "set_value", False) else "default", None)
    if kind == "slider":
        return float(held[0]) if held else None
    return held if isinstance(held, str | float | bool) else None


def state_of(widget: Widget, value: Value) -> WidgetState:
    """What the frontend would send for ``widget`` holding ``value``."""
    state = WidgetState(id=widget.id)
    if widget.kind in _LISTS:
        state.string_array_value.data.extend(value if isinstance(value, list) else [str(value)])
    elif widget.kind == "slider":
        state.double_array_value.data.append(float(str(value)))
    elif widget.kind == "number_input":
        state.double_value = float(str(value))
    elif widget.kind == "checkbox":
        state.bool_value = bool(value)
    elif widget.kind in {"button", "download_button"}:
        state.trigger_value = True
    else:
        state.string_value = str(value)
    return state
