"""What a visitor's browser keeps between runs: the page it is on, and what that page says."""

from __future__ import annotations

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.protocol import ProtocolError, Visit


def _says(words: str, *place: int, fragment_id: str = "") -> ForwardMsg:
    message = ForwardMsg()
    message.metadata.delta_path.extend(place)
    message.delta.fragment_id = fragment_id
    message.delta.new_element.html.body = words
    return message


def test_the_page_is_the_one_that_the_navigation_names() -> None:
    """After a dropped connection a new process is asked for that page, not for the first one."""
    visit = Visit("http://127.0.0.1", "samenstellen")
    first = BackMsg.FromString(visit.run().outgoing).rerun_script
    started, led = ForwardMsg(), ForwardMsg()
    started.new_session.page_script_hash = "main"
    led.navigation.page_script_hash = "compose"
    visit.take(started)
    visit.take(led)
    again = BackMsg.FromString(visit.run().outgoing).rerun_script
    assert ("samenstellen", "") == (first.page_name, first.page_script_hash)
    assert ("", "compose") == (again.page_name, again.page_script_hash)


def test_a_page_says_what_it_said_last_in_each_place() -> None:
    """A run of a part changes that part; a run of the whole forgets what it does not say again."""
    visit = Visit("http://127.0.0.1")
    for words in (_says("title", 0, 0), _says("list", 0, 1, fragment_id="f"), _says("end", 0, 2)):
        visit.take(words)
    visit.end_run([])
    assert ["title", "list", "end"] == list(visit.words)
    visit.take(_says("other list", 0, 1, fragment_id="f"))
    visit.end_run(["f"])
    assert ["title", "other list", "end"] == list(visit.words)
    visit.take(_says("another title", 0, 0))
    visit.end_run([])
    assert ("another title",) == visit.words


def test_a_run_without_an_end_is_an_error() -> None:
    """It would never be over in a browser either."""
    with pytest.raises(ProtocolError, match="no end"):
        Visit("http://127.0.0.1").run().exchange()
