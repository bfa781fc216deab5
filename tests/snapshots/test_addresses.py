"""An address says all that is shown, and reads back as the same."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from inspiratiekaart.selection import Layer, Measure, Selection, read_query
from inspiratiekaart.snapshots.addresses import PICTURE, STAND, Address, address_of_view

SELECTIONS = st.builds(
    Selection,
    regions=st.frozensets(st.sampled_from(("AM01", "AM02", "AM35"))),
    topic=st.sampled_from((None, "optiek", "zorg")),
    level=st.sampled_from((None, "basis")),
    measure=st.sampled_from((None, *Measure)),
    layers=st.frozensets(st.sampled_from(Layer)),
    reach_km=st.sampled_from((20, 40)),
    edition=st.sampled_from(["2026", "2021", "2026-11-22"]),
)


@given(SELECTIONS, st.sampled_from(("nl", "en")))
def test_an_address_of_a_view_says_the_whole_selection(selection: Selection, language: str) -> None:
    """Read back it is the same selection, edition and language included."""
    address = address_of_view(selection, "0123456789ab")
    path = address.path("en" if language == "en" else "nl")
    query = dict(parse_qsl(urlsplit(path).query))
    assert "01234567" == query.pop(STAND)
    assert selection.edition == query["editie"]
    read = read_query(query)
    assert () == read.ignored
    assert language == read.selection.language
    assert selection.to_query() == {
        key: value for key, value in read.selection.to_query().items() if key != "taal"
    }


def test_an_address_is_whole_only_where_the_server_is_known() -> None:
    """A link that leaves the page needs a host; one within it does not."""
    here = Address("7k3m-92qp-x4vd", language="en", base="https://example.org")
    assert "https://example.org/deel/7k3m-92qp-x4vd" == here.whole("en")
    assert "https://example.org/deel/7k3m-92qp-x4vd/beeld.png?taal=nl" == here.whole("nl", PICTURE)
    assert "../deel/7k3m-92qp-x4vd?embed=1&taal=nl" == here.beside("nl", embed="1")
    assert "" == Address("kaart").whole("nl")
