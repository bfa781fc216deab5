"""The client without a screen counts and remembers as Streamlit's frontend does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.apps import BARE, changes
from bench.client import Client
from bench.protocol import MessageCache, ProtocolError
from bench.server import Server, ServerError, serving
from bench.widgets import Widget, state_of, user_key, widget_of


def _cacheable(name: str) -> ForwardMsg:
    message = ForwardMsg(hash=name)
    message.metadata.cacheable = True
    message.delta.new_element.markdown.body = name
    return message


def test_a_reference_stands_for_what_was_sent_before() -> None:
    """The server may send a hash instead of a message the client said it holds."""
    cache = MessageCache()
    sent = _cacheable("a")
    cache.resolve(sent, "")
    assert sent == cache.resolve(ForwardMsg(ref_hash="a"), "")


def test_a_reference_to_nothing_is_an_error() -> None:
    """A browser would break here, so the measurement must not go on."""
    with pytest.raises(ProtocolError, match="never sent"):
        MessageCache().resolve(ForwardMsg(ref_hash="a"), "")


def test_what_is_not_used_is_forgotten() -> None:
    """After more runs than the server allows, a message is dropped; one in use stays."""
    cache = MessageCache(max_age=2)
    for name in ("old", "used"):
        cache.resolve(_cacheable(name), "")
    for _ in range(3):
        cache.resolve(ForwardMsg(ref_hash="used"), "")
        cache.after_run([])
    assert ["used"] == list(cache.messages)


def test_a_fragment_run_ages_only_its_own_messages() -> None:
    """The rest of the page still shows what it shows."""
    cache = MessageCache(max_age=0)
    cache.resolve(_cacheable("page"), "")
    cache.resolve(_cacheable("part"), "f")
    cache.after_run(["f"])
    assert ["page"] == list(cache.messages)


def test_a_widget_is_known_by_the_key_the_app_gave() -> None:
    """Keys may hold dashes; widgets without a key have none."""
    assert "bar-topic" == user_key("$$ID-0a1b-bar-topic")
    assert "" == user_key("$$ID-0a1b-None")
    assert "" == user_key("something else")


def test_a_select_box_tells_its_options_and_value() -> None:
    """The default counts until the server sets a value."""
    element = Element()
    element.selectbox.id = "$$ID-0a-bar_topic"
    element.selectbox.options.extend(["alles", "zorg"])
    element.selectbox.default = 0
    expected = Widget("$$ID-0a-bar_topic", "selectbox", ("alles", "zorg"), "f", "alles")
    assert expected == widget_of(element, "f")
    element.selectbox.set_value = True
    element.selectbox.raw_value = "zorg"
    widget = widget_of(element, "f")
    assert widget is not None
    assert ("zorg", True) == (widget.value, widget.is_set)


def test_what_is_no_widget_is_none() -> None:
    """A sentence has no id to answer to."""
    element = Element()
    element.markdown.body = "tekst"
    assert widget_of(element, "") is None


@pytest.mark.parametrize(
    ("kind", "value", "field"),
    [
        ("selectbox", "zorg", "string_value"),
        ("multiselect", ["a", "b"], "string_array_value"),
        ("slider", 3.0, "double_array_value"),
        ("checkbox", True, "bool_value"),
        ("button", True, "trigger_value"),
        ("text_input", "Assen", "string_value"),
    ],
)
def test_each_kind_of_widget_answers_in_its_own_way(
    kind: str, value: str | float | bool | list[str], field: str
) -> None:
    """The field of the answer is the one Streamlit's frontend fills."""
    state = state_of(Widget("$$ID-0-k", kind), value)
    assert field == state.WhichOneof("value")


def test_changes_go_round_the_filters() -> None:
    """Each filter in turn gets its next option; a slider counts."""
    widgets = {
        "bar_topic": Widget("a", "selectbox", ("alles", "zorg", "ict")),
        "bar_number": Widget("b", "slider"),
    }
    todo = changes(widgets)
    expected = [
        ("bar_topic", "zorg"),
        ("bar_number", 1.0),
        ("bar_topic", "ict"),
        ("bar_number", 2.0),
    ]
    assert expected == [next(todo) for _ in range(4)]


def test_changes_need_a_filter() -> None:
    """An app without any of the filters cannot be measured, and that is said."""
    with pytest.raises(LookupError, match="none of"):
        next(changes({}))


@pytest.fixture(scope="module")
def bare() -> Iterator[Server]:
    """The bare app, served."""
    with serving(BARE.script) as server:
        yield server


def test_a_session_opens_and_changes(bare: Server) -> None:
    """A real server answers; a choice reaches the script and comes back as another sentence."""
    with Client(bare.url) as client:
        first = client.open()
        assert {"bar_sector", "bar_number"} == set(client.widgets)
        changed = client.choose("bar_sector", "geel")
        again = client.choose("bar_number", 7)
    assert (1, 1, 1) == (first.runs, changed.runs, again.runs)
    assert min(first.received_bytes, changed.received_bytes) > 500
    assert first.sent_bytes < changed.sent_bytes  # now with the widgets' values
    assert () == first.errors + changed.errors + again.errors


def test_the_server_tells_its_cost(bare: Server) -> None:
    """Processor time grows with work and memory is not nothing."""
    before = bare.cpu_seconds()
    with Client(bare.url) as client:
        client.open()
        for colour in client.widgets["bar_sector"].options:
            client.choose("bar_sector", colour)
    assert bare.cpu_seconds() > before
    assert bare.rss_bytes() > 20_000_000


def test_a_widget_that_is_not_there_is_named(bare: Server) -> None:
    """A renamed key in the app stops the measurement with the keys there are."""
    with Client(bare.url) as client:
        client.open()
        with pytest.raises(ProtocolError, match="bar_number"):
            client.choose("bar_gone", "x")


def test_an_app_that_is_not_there_is_named() -> None:
    """No server is started for a missing script."""
    with (
        pytest.raises(ServerError, match=r"missing\.py is not there"),
        serving(BARE.script.with_name("missing.py")),
    ):
        pass
