"""Where an address is: from our own table, or from the Locatieserver where that is wanted."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.errors import SettingError
from inspiratiekaart.sources import geocoding
from inspiratiekaart.sources.geocoding import (
    SETTING,
    Address,
    Geocoder,
    Located,
    Locatieserver,
    PostcodeTable,
)
from tests.sources.fetching.server import (
    LOCAL,
    Answer,
    Given,
    cut_off,
    json_page,
    local_client,
    serving,
)
from tests.sources.published.drafts import SAMPLES

SCHIPHOL = (SAMPLES / "pdok-locatieserver/postcode.json").read_bytes()
AT_SCHIPHOL = Address("Evert van de Beekstraat", "202", "1118 CP", "Schiphol")


@pytest.fixture(scope="module")
def table() -> Geocoder:
    """The table of postcodes, read once."""
    return geocoding.geocoder(open_dataset("2026"), {})


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (Address(postcode="7511 AB"), ("GM0153", "postcode")),
        (Address(postcode="7511"), ("GM0153", "postcode")),
        (Address(place="ENSCHEDE"), ("GM0153", "place")),
        (Address(place="'s-Gravenhage"), ("GM0518", "place")),
        (Address(postcode="0000 XX", place="Enschede"), ("GM0153", "place")),
        (Address(place="Alphen", gemeente_code="GM1723"), ("GM1723", "place")),
        (Address(place="Nergenshuizen", gemeente_code="GM0153"), ("GM0153", "gemeente")),
    ],
)
def test_our_own_table_needs_no_network(
    table: Geocoder, address: Address, expected: tuple[str, str]
) -> None:
    """By postcode, else by place, else by municipality; how exact it is stands with it."""
    found = table.find(address)
    assert found is not None
    assert expected == (found.gemeente_code, found.precision)
    assert 3 < found.lon < 8
    assert 50 < found.lat < 54


@pytest.mark.parametrize(
    "address", [Address(), Address(place="Nergenshuizen"), Address(place="Alphen")]
)
def test_what_is_not_sure_is_not_guessed(table: Geocoder, address: Address) -> None:
    """Nothing given, an unknown place, or a name of several places."""
    assert table.find(address) is None


def _server(url: str, table: Geocoder, **limits: Any) -> Locatieserver:
    return Locatieserver(local_client(**limits) if limits else LOCAL, table, url)


def test_the_locatieserver_is_asked_once(table: Geocoder) -> None:
    """Postcode and number tell an address; a second question is answered from memory."""
    with serving({"/free": SCHIPHOL}) as site:
        server = _server(site.url("/free"), table)
        found = [server.find(AT_SCHIPHOL) for _ in range(2)]
        assert [Located(4.74654356, 52.3031994, "GM0394", "postcode")] * 2 == found
        (asked,) = site.paths
    query = parse_qs(urlsplit(asked).query)
    assert (["1118CP 202"], ["1"]) == (query["q"], query["rows"])


@pytest.mark.parametrize(
    "answer",
    [
        json_page({"response": {"numFound": 0, "docs": []}}),
        json_page({"response": {"docs": [{"type": "adres", "centroide_ll": "POINT(x y)"}]}}),
        json_page({"response": {"docs": [
            {"type": "adres", "gemeentecode": "0363", "postcode": "1011AA",
             "centroide_ll": "POINT(4.9 52.3)"},
        ]}}),
        json_page({"docs": []}),
        json_page([]),
        b"<html>storing</html>",
        Answer(400),
        Answer(500),
        cut_off(SCHIPHOL),
    ],
)  # fmt: skip
def test_our_own_table_answers_where_the_server_does_not(table: Geocoder, answer: Given) -> None:
    """No such address, another postcode, a changed format or an error: never a wrong place."""
    with serving({"/free": answer}) as site:
        found = _server(site.url("/free"), table, tries=1).find(AT_SCHIPHOL)
    assert table.find(AT_SCHIPHOL) == found


def test_a_server_that_is_away_is_left_in_peace(table: Geocoder) -> None:
    """After one failure it is not asked again for a thousand addresses."""
    with serving({"/free": Answer(500)}) as site:
        server = _server(site.url("/free"), table, tries=1)
        for number in range(5):
            server.find(Address(postcode="7511AB", house_number=str(number)))
        assert 1 == len(site.paths)


def test_a_setting_chooses(table: Geocoder) -> None:
    """Nothing set asks nobody; another word than the two is refused with what would do."""
    dataset = open_dataset("2026")
    assert isinstance(geocoding.geocoder(dataset, {SETTING: "postcodes"}), PostcodeTable)
    assert isinstance(geocoding.geocoder(dataset, {SETTING: " PDOK "}), Locatieserver)
    with pytest.raises(SettingError, match="postcodes"):
        geocoding.geocoder(dataset, {SETTING: "google"})


DOOR = {
    "type": "adres", "gemeentecode": "0153", "postcode": "7511AB",
    "centroide_ll": "POINT(6.89 52.22)",
}  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "doc", "expected"),
    [
        ("pdok", DOOR, Located(6.89, 52.22, "GM0153", "address")),
        ("", DOOR, None),
        ("postcodes", DOOR, None),
        ("pdok", {**DOOR, "type": "postcode"}, None),
        ("pdok", {**DOOR, "gemeentecode": "0164"}, None),
    ],
)
def test_an_import_takes_the_door_only_where_it_is_sure(
    monkeypatch: pytest.MonkeyPatch, wanted: str, doc: dict[str, str], expected: Located | None
) -> None:
    """Nothing is asked unless that is set; a point elsewhere or less exact is not taken."""
    address = Address("Dorpsstraat", "1", "7511 AB", "Enschede", "GM0153")
    geocoding._kept.cache_clear()
    with serving({"/free": json_page({"response": {"docs": [doc]}})}) as site:
        monkeypatch.setenv(SETTING, wanted)
        monkeypatch.setattr(geocoding, "Client", lambda: LOCAL)
        monkeypatch.setattr(geocoding, "LOCATIESERVER", site.url("/free"))
        assert expected == geocoding.exact(open_dataset("2026"), address)
        assert len(site.paths) == (wanted == "pdok")
    geocoding._kept.cache_clear()
