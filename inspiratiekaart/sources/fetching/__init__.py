"""Fetching what a source publishes: politely, within limits, and never from a private address."""

from inspiratiekaart.sources.fetching.client import Client, fetch
from inspiratiekaart.sources.fetching.fetched import Fetched, Known
from inspiratiekaart.sources.fetching.limits import Limits
from inspiratiekaart.sources.fetching.paging import (
    next_link,
    odata_next,
    page_numbers,
    pages,
    rows_of,
    with_query,
    write_rows,
)
from inspiratiekaart.sources.fetching.refused import FetchError

__all__ = [
    "Client",
    "FetchError",
    "Fetched",
    "Known",
    "Limits",
    "fetch",
    "next_link",
    "odata_next",
    "page_numbers",
    "pages",
    "rows_of",
    "with_query",
    "write_rows",
]
