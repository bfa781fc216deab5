"""The static site: complete, whole or not there, and with links that hold wherever it stands."""

from __future__ import annotations

import hashlib
import json
import posixpath
import random
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from inspiratiekaart.editions.staging import StagingError, stage
from inspiratiekaart.errors import ExportError
from inspiratiekaart.export.files import Step
from inspiratiekaart.inspiration import InspirationMap
from inspiratiekaart.snapshots import site
from inspiratiekaart.snapshots.site import MARKER, SiteError, publish
from tests.snapshots.sites import (
    APP,
    DAY,
    NEW,
    URL,
    Page,
    processes,
    publish_for_ever,
    read,
    small,
    tiny,
    tree,
)

KILLS = 12
HOSTILE = (
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "CON",
    "index",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}</style>",
    "\u202egnp.exe",
    "",
    "Noord & Zuid",
    "Noord & Zuid",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A small site with maps of hostile titles, at a known address."""
    folder = tmp_path_factory.mktemp("site") / "out"
    maps = [
        InspirationMap(title=title, introduction=title, regions=frozenset({"AM01"}))
        for title in HOSTILE
    ]
    publish(small(*maps), folder)
    return tree(folder)


@pytest.fixture(scope="module")
def pages(made: dict[str, bytes]) -> dict[str, Page]:
    """Its pages, read."""
    return {path: read(made[path]) for path in made if path.endswith(".html")}


def broken(path: str, pages: dict[str, Page], files: set[str]) -> list[str]:
    """The links of the page ``path`` that lead to no file, or to no place in it."""
    found = []
    for link in pages[path].links:
        parts = urlsplit(link)
        if parts.scheme or link.startswith("/"):
            continue
        there = posixpath.normpath(posixpath.join(posixpath.dirname(path), parts.path or "."))
        there = there if parts.path else path
        if there not in files or (parts.fragment and parts.fragment not in pages[there].ids):
            found.append(link)
    return found


def test_every_link_leads_to_a_file(made: dict[str, bytes], pages: dict[str, Page]) -> None:
    """To a file, not a folder, and never from the root, so that it holds on a disk too."""
    files = set(made)
    assert {} == {path: found for path in pages if (found := broken(path, pages, files))}
    assert [] == [link for page in pages.values() for link in page.links if link.startswith("/")]


def test_a_broken_link_is_found(pages: dict[str, Page]) -> None:
    """Twin: without its page, or with another fragment, a link is a complaint."""
    files = set(pages) - {"regio/groningen.html"}
    assert "regio/groningen.html" in broken("index.html", pages, files)
    assert ["#nothing"] == broken("x", {"x": Page(links=["#nothing"])}, {"x"})


def test_nothing_comes_from_anywhere_else(made: dict[str, bytes], pages: dict[str, Page]) -> None:
    """Pages load nothing; their links lead to sources, licences, the site itself and the app."""
    assert {"data:,"} == {each for page in pages.values() for each in page.loaded}
    known = "\n".join(made[path].decode() for path in made if path.startswith("data/datasets/"))
    hosts = {urlsplit(url).netloc for url in re.findall(r"https?://[^\s,\"|]+", known)}
    hosts |= {urlsplit(each).netloc for each in (URL, APP)}
    for path, page in pages.items():
        linked = {urlsplit(link).netloc for link in page.links}
        assert set() == linked - hosts - {""}, path
        assert "'unsafe" not in page.meta["Content-Security-Policy"]
        assert "default-src 'none'" in page.meta["Content-Security-Policy"]


def test_each_page_is_there_in_both_languages(pages: dict[str, Page]) -> None:
    """With a link to the other one, to the start page and into the app."""
    for path in ("regio/groningen.html", "gebied/noord-nederland.html", "thema/optiek.html"):
        dutch, english = pages[path], pages[f"en/{path}"]
        assert f"../en/{path}" in dutch.links
        assert f"../../{path}" in english.links
        assert "../index.html" in dutch.links
        assert "../index.html" in english.links
    assert f"{APP}/?regios=AM01&editie=2026&taal=en" in pages["en/regio/groningen.html"].links
    assert "Work and training in Groningen" in pages["en/regio/groningen.html"].text


def test_a_known_address_gives_previews_and_codes(
    made: dict[str, bytes], pages: dict[str, Page]
) -> None:
    """Whole addresses where others need them: preview, picture, canonical, site map."""
    page = pages["regio/groningen.html"]
    assert f"{URL}/regio/groningen.html" == page.meta["og:url"] == page.meta["canonical"]
    assert f"{URL}/regio/groningen.png" == page.meta["og:image"]
    assert made["regio/groningen.png"].startswith(b"\x89PNG")
    assert "Groningen" in page.meta["og:image:alt"]
    assert b'class="qr"' in made["regio/groningen.html"]
    assert f"{URL}/" == pages["index.html"].meta["og:url"]
    assert f"{URL}/nederland.png" == pages["index.html"].meta["og:image"]
    listed = re.findall(r"<loc>(.*?)</loc>", made["sitemap.xml"].decode())
    paths = {each.removeprefix(f"{URL}/") or "index.html" for each in listed}
    assert paths <= set(made)
    assert {"index.html", "en/regio/groningen.html", "gegevens.html"} <= paths
    assert f"Sitemap: {URL}/sitemap.xml" in made["robots.txt"].decode()
    assert f"{URL}/" in pages["404.html"].links


def test_without_an_address_nothing_claims_one(tmp_path: Path) -> None:
    """No preview, code, picture or site map; and no way into an app that is not named."""
    publish(small(names=["nederland", "groningen"], url=""), tmp_path / "out")
    files = tree(tmp_path / "out")
    assert [] == [path for path in files if path.endswith((".png", ".xml", ".txt"))]
    for path in ("index.html", "regio/groningen.html", "404.html"):
        page = read(files[path])
        assert [] == [key for key in page.meta if key.startswith("og:") or key == "canonical"]
        assert b'class="qr"' not in files[path]
        assert "Verder in de app" not in page.text


def test_hostile_titles_are_words(made: dict[str, bytes], pages: dict[str, Page]) -> None:
    """In file names only letters, digits and hyphens; in pages only text; twins keep apart."""
    names = [path for path in made if path.startswith("kaart/") and path.endswith(".html")]
    maps = sorted(set(names) - {"kaart/index.html"})
    assert len(HOSTILE) == len(maps)
    assert [] == [name for name in maps if not re.fullmatch(r"kaart/[a-z0-9-]+\.html", name)]
    assert {"kaart/con-1.html", "kaart/index-1.html", "kaart/noord-zuid-2.html"} <= set(maps)
    said = [pages[name].text for name in maps]
    for title in filter(None, HOSTILE):
        assert any(title in text for text in said), title
        assert title in pages["index.html"].text
    index = {name for group in pages["index.html"].index for name in _names(group)}
    assert set(filter(None, HOSTILE)) <= index
    assert made["index.html"].count(b"<script") == 2


def _names(group: list[object]) -> list[str]:
    return [str(each) for each in group[3]] if isinstance(group[3], list) else []


def test_the_data_lie_there_as_they_were(made: dict[str, bytes], pages: dict[str, Page]) -> None:
    """Each file with its hash on the page and in the list of hashes; the package is complete."""
    page = pages["gegevens.html"]
    lines = [line.split("  ") for line in made["data/SHA256SUMS"].decode().splitlines()]
    sums = {name: digest for digest, name in lines}
    data = {path.removeprefix("data/") for path in made if path.startswith("data/")}
    assert data - {path for path in data if path.endswith("index.html")} == {*sums, "SHA256SUMS"}
    for name, digest in sums.items():
        assert digest == hashlib.sha256(made[f"data/{name}"]).hexdigest()
        assert digest in page.text
        assert f"data/{name}" in page.links
    described = json.loads(made["data/datasets/datapackage.json"])
    for each in [*described["resources"], *described["attachments"]]:
        path = posixpath.normpath(f"data/datasets/{each['path']}")
        assert each["hash"] == f"sha256:{hashlib.sha256(made[path]).hexdigest()}"
    assert "Creative Commons Attribution 4.0" in page.text
    assert "https://creativecommons.org/licenses/by/4.0/" in page.links
    (packed,) = (path for path in made if path.endswith(".zip"))
    assert f"inspiratiekaart-2026-{NEW.revision}.zip" == packed.split("/")[-1]


def test_a_page_of_an_old_edition_leads_to_the_new_one(tmp_path: Path) -> None:
    """It stands in a folder of its own and says what changed; the link stays on the site."""
    plan = small(names=["groningen"], url="", old=True)
    publish(plan, tmp_path / "out")
    files = tree(tmp_path / "out")
    old = read(files["editie-2021/regio/groningen.html"])
    assert "U kijkt naar editie 2021. Er is een nieuwere editie: 2026." in old.text
    assert "../../regio/groningen.html" in old.links
    assert [] == [link for link in old.links if "verantwoording" in link or "deel/" in link]
    assert "editie-2021/index.html" in read(files["index.html"]).links
    assert "../index.html" in read(files["editie-2021/index.html"]).links
    pages = {path: read(files[path]) for path in files if path.endswith(".html")}
    assert [] == [link for path in pages for link in broken(path, pages, set(files))]
    with zipfile.ZipFile(next((tmp_path / "out/data").glob("*-2021-*.zip"))) as packed:
        assert packed.testzip() is None


def test_a_site_of_the_old_edition_only_says_that_there_is_a_newer_one(tmp_path: Path) -> None:
    """Without a link, because it has no such page."""
    both = small(names=["groningen"], url="", old=True)
    old = replace(both, entries=both.entries[1:], datasets=both.datasets[1:])
    (found,) = site.entry_files(old, old.entries[0], "nl").values()
    assert "Er is een nieuwere editie: 2026." in read(found).text
    assert "Bekijk dit in editie 2026" not in read(found).text


def test_one_language_stands_at_the_root(tmp_path: Path) -> None:
    """Without a link to the other, and without its pages."""
    plan = replace(small(names=["groningen"], url=""), languages=("en",))
    publish(plan, tmp_path / "out")
    page = read((tmp_path / "out/index.html").read_bytes())
    assert "Where is work, and who trains for it?" in page.text
    assert not (tmp_path / "out/en").exists()
    assert "Nederlands" not in page.text


def test_the_same_site_has_the_same_bytes(tmp_path: Path) -> None:
    """However many workers make it; each step is told."""
    told: list[Step] = []
    plan = small(names=["groningen", "optiek"])
    one = publish(plan, tmp_path / "one")
    two = publish(plan, tmp_path / "two", told.append, workers=2)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    assert one == two == len(tree(tmp_path / "one"))
    assert [1, 2, 3, 4, 5] == [step.number for step in told]
    assert {5} == {step.total for step in told}
    assert "regio/groningen.html" == told[0].name


def test_a_site_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    """No page of the old one stays behind, and nothing beside it; an empty folder will do too."""
    folder = tmp_path / "out"
    folder.mkdir()
    publish(tiny(0), folder)
    publish(tiny(1), folder)
    assert not (folder / "regio/groningen.html").exists()
    assert (folder / "regio/drenthe.html").exists()
    assert [folder] == list(tmp_path.iterdir())


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    """With the reason and a way out; what is in it stays."""
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(SiteError, match=r"holds something else than a site.*Name an empty"):
        publish(tiny(0), tmp_path)
    with pytest.raises(SiteError, match="is a file"):
        publish(tiny(0), tmp_path / "thesis.txt")
    assert {"thesis.txt": b"mine"} == tree(tmp_path)


@pytest.mark.parametrize("name", [".git/HEAD", "CNAME", "regio/notes.txt"])
def test_a_file_of_somebody_else_is_not_lost(tmp_path: Path, name: str) -> None:
    """A site in which something was put is refused, and says what it is."""
    folder = tmp_path / "out"
    publish(tiny(0), folder)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("mine")
    with pytest.raises(SiteError, match=re.escape(name)):
        publish(tiny(1), folder)
    assert "mine" == (folder / name).read_text()


@pytest.mark.parametrize("text", ["", "[]", '{"format": "x", "files": []}', '{"files": 3}'])
def test_a_damaged_marker_is_none(tmp_path: Path, text: str) -> None:
    """What cannot be read says nothing about whose files these are."""
    (tmp_path / MARKER).write_text(text)
    with pytest.raises(SiteError, match="holds something else"):
        publish(tiny(0), tmp_path)


def test_a_failure_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when it comes at the very end; nothing half stays behind."""
    folder = tmp_path / "out"
    publish(tiny(0), folder)
    before = tree(tmp_path)

    def fail(*given: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(site, "downloads_page", fail)
    with pytest.raises(ExportError, match="No space left on device"):
        publish(tiny(1), folder)
    assert before == tree(tmp_path)


def test_two_do_not_publish_at_once(tmp_path: Path) -> None:
    """The second hears that another is busy."""
    with stage(tmp_path), pytest.raises(StagingError, match="busy"):
        publish(tiny(0), tmp_path / "out")


def test_a_killed_publish_leaves_a_whole_site(tmp_path: Path) -> None:
    """Killed at whatever moment: one of the two is there, and the next run cleans up."""
    folder, context = tmp_path / "out", processes()
    sites = []
    for number in (0, 1):
        publish(tiny(number), folder)
        sites.append(tree(folder))
    chance = random.Random(20261122)
    for _ in range(KILLS):
        listening, telling = context.Pipe(duplex=False)
        process = context.Process(target=publish_for_ever, args=(folder, telling), daemon=True)
        process.start()
        telling.close()
        for _ in range(chance.randint(1, 2)):
            listening.recv()
        listening.poll(chance.random() * 0.6)
        process.kill()
        process.join()
        listening.close()
        assert tree(folder) in sites
    publish(tiny(0), folder)
    assert sites[0] == tree(folder)
    assert [folder] == list(tmp_path.iterdir())


def test_the_day_is_the_only_thing_that_changes(tmp_path: Path) -> None:
    """A site of tomorrow differs in its dates, not in its files."""
    later = replace(tiny(0), made_on=DAY.replace(day=23))
    publish(tiny(0), tmp_path / "one")
    publish(later, tmp_path / "two")
    one, two = tree(tmp_path / "one"), tree(tmp_path / "two")
    changed = {path for path in one if one[path] != two[path]}
    assert {"index.html", "regio/groningen.html", MARKER} == changed
