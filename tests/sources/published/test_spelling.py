"""Names of registers in capitals, as people write them."""

from __future__ import annotations

import pytest

from inspiratiekaart.sources.published.spelling import place_name, website


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("HARDERWIJK", "Harderwijk"),
        ("'S-GRAVENHAGE", "'s-Gravenhage"),
        ("S HERTOGENBOSCH", "'s-Hertogenbosch"),
        ("'T HARDE", "'t Harde"),
        ("HENGELO OV", "Hengelo"),
        ("IJMUIDEN", "IJmuiden"),
        ("DEN HELDER", "Den Helder"),
        ("ALPHEN AAN DEN RIJN", "Alphen aan den Rijn"),
        ("CAPELLE A/D IJSSEL", "Capelle a/d IJssel"),
        ("SINT-OEDENRODE", "Sint-Oedenrode"),
        ("FRYSLÂN", "Fryslân"),
        ("Bergen op Zoom", "Bergen op Zoom"),
    ],
)
def test_a_place_is_written_as_people_do(said: str, written: str) -> None:
    """Capitals go, articles and the letters of a province too; other names stay as they are."""
    assert written == place_name(said)


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("www.soma-college.nl", "https://www.soma-college.nl"),
        ("https://www.mboRijnland.nl/", "https://www.mborijnland.nl"),
        ("http://www.utwente.nl/Onderwijs/", "http://www.utwente.nl/Onderwijs"),
        ("javascript:alert(1)", None),
        ("geen", None),
        ("info@school.nl", None),
        (" ", None),
        (None, None),
    ],
)
def test_a_website_is_an_address_on_the_web(said: str | None, address: str | None) -> None:
    """With its scheme and a lower-case host; what is no address is None."""
    assert address == website(said)
