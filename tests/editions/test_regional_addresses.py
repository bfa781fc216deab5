"""Fetching a region's folder: only what is public, small, quick and as its index says."""

from __future__ import annotations

import hashlib
import json
import socket
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from inspiratiekaart.editions import regional_files
from inspiratiekaart.editions.regional_addresses import Limits, fetch
from inspiratiekaart.editions.regional_files import RegionalFilesError, index, read
from tests.editions.regional_folders import write_region

LOCAL = Limits(all_s=20, is_local_allowed=True)
Answer = Callable[[BaseHTTPRequestHandler], None]


class _Site:
    """A web server of a region: files by their path, or what it does when one is asked for."""

    def __init__(self) -> None:
        self.files: dict[str, bytes | Answer] = {}
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # the name that http.server asks for
                site.asked.append(self.path)
                found = site.files.get(self.path)
                if callable(found):
                    found(self)
                elif found is None:
                    self.send_error(404)
                else:
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(found)))
                    self.end_headers()
                    self.wfile.write(found)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_port}/am01"
        self.thread = Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def publish(self, folder: Path, with_index: bool = True) -> None:
        found = read(folder)
        assert found
        self.files |= {f"/am01/{name}": content for name, content in found.files}
        if with_index:
            self.files["/am01/regio.json"] = index(folder).encode()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def site() -> Iterator[_Site]:
    """A web server without files."""
    made = _Site()
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A region's folder."""
    return write_region(tmp_path / "am01", "AM01")


def _refused(address: str, limits: Limits = LOCAL) -> str:
    with pytest.raises(RegionalFilesError) as caught:
        fetch(address, limits)
    return caught.value.finding.code


def _moved(to: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", to)
        handler.end_headers()

    return answer


@pytest.mark.parametrize("with_index", [True, False])
def test_what_is_published_is_what_is_fetched(site: _Site, folder: Path, with_index: bool) -> None:
    """With an index its files, without one those with the usual names."""
    site.publish(folder, with_index)
    assert read(folder) == fetch(site.address, LOCAL)
    assert with_index == (len(site.asked) == 4)


def test_nothing_there_is_no_folder(site: _Site) -> None:
    """A region that took its files away is gone, not broken."""
    assert fetch(site.address, LOCAL) is None


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://example.org/am01", "address-scheme"),
        ("ftp://example.org/am01", "address-scheme"),
        ("file:///etc/passwd", "address-scheme"),
        ("https://user:secret@example.org/am01", "address-scheme"),
        ("https://example.org:8443/am01", "address-scheme"),
        ("https://example.org:x/am01", "address-scheme"),
        ("https:///am01", "address-scheme"),
        ("https://127.0.0.1/am01", "address-private"),
        ("https://[::1]/am01", "address-private"),
        ("https://[::ffff:10.0.0.1]/am01", "address-private"),
        ("https://10.0.0.1/am01", "address-private"),
        ("https://192.168.1.1/am01", "address-private"),
        ("https://169.254.169.254/latest", "address-private"),
        ("https://100.64.0.1/am01", "address-private"),
        ("https://0.0.0.0/am01", "address-private"),
        ("https://2130706433/am01", "address-private"),
        ("https://localhost/am01", "address-private"),
    ],
)
def test_only_public_addresses_over_https_are_asked(address: str, code: str) -> None:
    """Nobody reaches the operator's own network through a region's address."""
    assert code == _refused(address, Limits(all_s=20))


def test_a_name_with_one_private_address_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a name means a public machine and a private one, neither is asked."""
    found = [(2, 1, 6, "", (number, 443)) for number in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    assert "address-private" == _refused("https://example.org/", Limits())


def test_it_follows_few_redirects_and_no_circle(site: _Site, folder: Path) -> None:
    """Three are followed, a circle ends; where it leads to is checked like the first address."""
    site.publish(folder)
    site.files["/am01/regio.toml"], kept = _moved("/elsewhere"), site.files["/am01/regio.toml"]
    site.files["/elsewhere"] = kept
    assert read(folder) == fetch(site.address, LOCAL)
    site.files["/elsewhere"] = _moved("/am01/regio.toml")
    assert "address-redirects" == _refused(site.address)
    site.files["/elsewhere"] = _moved("ftp://example.org/")
    assert "address-scheme" == _refused(site.address)


def test_too_much_is_not_fetched(
    site: _Site, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An endless file ends at the limit."""
    site.publish(folder)
    monkeypatch.setattr(regional_files, "MOST_BYTES", 200_000)

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x" * 65_536)
        except OSError:
            handler.close_connection = True

    site.files["/am01/datasets/contact_points.csv"] = endless
    assert "regional-size" == _refused(site.address)


def test_a_server_that_drips_is_left(site: _Site, folder: Path) -> None:
    """The time for all of it is limited, however many bytes still come."""
    site.publish(folder)
    stop = Event()

    def drips(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        try:
            while not stop.wait(0.02):
                handler.wfile.write(b"x")
        except OSError:
            handler.close_connection = True

    site.files["/am01/regio.toml"] = drips
    begun = time.monotonic()
    assert "address-time" == _refused(site.address, Limits(0.5, is_local_allowed=True))
    assert time.monotonic() - begun < 10
    stop.set()


def test_a_file_that_is_cut_short_is_none(site: _Site, folder: Path) -> None:
    """Half a file is not taken for a whole one."""
    site.publish(folder, with_index=False)

    def half(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"x" * 10)
        handler.close_connection = True

    site.files["/am01/datasets/contact_points.csv"] = half
    assert "address-unreachable" == _refused(site.address)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "regional-index"),
        (b"[]", "regional-index"),
        (b'{"files": {"../../etc/passwd": {"sha256": "%s"}}}' % (b"0" * 64), "regional-index"),
        (b'{"files": {"regio.toml": {"sha256": "x"}}}', "regional-index"),
        (b'{"files": {"regio.toml": {"sha256": "%s"}}}' % (b"0" * 64), "regional-hash"),
        (b'{"files": {"datasets/offers.csv": {"sha256": "%s"}}}' % (b"0" * 64), "file-missing"),
    ],
)
def test_an_index_that_is_wrong_is_told(site: _Site, folder: Path, text: bytes, code: str) -> None:
    """Damaged, with a path that leads out, with a hash that does not fit, with a file too many."""
    site.publish(folder)
    site.files["/am01/regio.json"] = text
    assert code == _refused(site.address)


def test_a_server_that_is_ill_is_not_gone(site: _Site) -> None:
    """An error of the server says nothing of the region's files."""

    def ill(handler: BaseHTTPRequestHandler) -> None:
        handler.send_error(503)

    site.files["/am01/regio.json"] = ill
    assert "address-status" == _refused(site.address)
    site.close()
    assert "address-unreachable" == _refused(site.address)


def test_index_names_each_file_with_its_hash(folder: Path) -> None:
    """Who publishes a folder makes it of the files as they are."""
    listed = json.loads(index(folder))["files"]
    content = (folder / "regio.toml").read_bytes()
    assert hashlib.sha256(content).hexdigest() == listed["regio.toml"]["sha256"]
    assert {"regio.toml", "datasets/contact_points.csv", "datasets/sources.toml"} == set(listed)
