"""The website: names, links, heads, what stands around the pages, and what the worker keeps."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from pathlib import Path

import imagesize
import pytest
from lxml import etree, html

from scorm_builder.build import build
from scorm_builder.cli import main
from scorm_builder.package import Package, write_folder
from scorm_builder.targets import TARGETS
from tests.courses import EVERY_BLOCK, PIXEL, ROOT, SAMPLE, write

OUTLINE = """\
format: 1
id: fire
title: Fire safety
lang: en-GB
version: "1"
description: What to do.
glossary: terms.yaml
{more}
topics:
  - id: basics
    title: The basics
    summary: In short.
    steps:
      - {{id: index, title: The alarm, page: alarm.md}}
      - {{id: done, title: The end, page: end.md}}
      - {{id: glossary, title: Words, page: words.md}}
"""
FILES = {
    "alarm.md": 'It *rings*, and you <b>"walk"</b>: see [the end](end.md#last).\n',
    "end.md": '![A dot](p.png)\n\n## Last\n\nSee [the alarm](alarm.md) and `href="#/done"`.\n',
    "words.md": "Word. " * 60 + "\n",
    "terms.yaml": "terms:\n  - term: siren\n    text: It howls.\n",
    "p.png": PIXEL,
}


def site(folder: Path, more: str = "") -> Package:
    built = build(
        write(folder, {**FILES, "course.yaml": OUTLINE.format(more=more)}), TARGETS["web"]
    )
    assert built.package, built.diagnostics
    return built.package


def text(package: Package, name: str) -> str:
    content = package.files[name]
    assert isinstance(content, bytes)
    return content.decode()


def page(package: Package, name: str) -> html.HtmlElement:
    return html.document_fromstring(text(package, name).encode())


def metas(package: Package, name: str) -> dict[str, str]:
    found = page(package, name).iter("meta")
    return {m.get("property") or m.get("name") or "": m.get("content") or "" for m in found}


def test_each_page_has_a_file_of_its_own_whatever_its_id(tmp_path: Path) -> None:
    package = site(tmp_path)
    shown = {
        name: page(package, name).xpath("string(//article[1]/@id)")
        for name in package.files
        if name.endswith(".html")
    }
    assert shown == {
        "index.html": "/",
        "index_.html": "/index",
        "done.html": "/done",
        "glossary.html": "/glossary",
        "done_.html": "/-/done",
        "glossary_.html": "/-/glossary",
        "404.html": "/-/missing",
    }
    assert package.first == "index.html"
    assert package.name == "fire-1-web"


def test_links_lead_to_files_and_to_places_on_them(tmp_path: Path) -> None:
    package = site(tmp_path)
    links = page(package, "index_.html").xpath("//article//p/a/@href")
    assert links == ["done.html#/done/last"]
    assert page(package, "done.html").xpath("//article//p/a/@href") == ["index_.html"]
    assert "<code>href=&quot;#/done&quot;</code>" in text(package, "done.html")  # no link


@pytest.mark.parametrize(
    "course", [SAMPLE, EVERY_BLOCK, ROOT / "tests/courses/topics-valid/course"]
)
def test_no_link_of_any_page_leads_nowhere(course: Path) -> None:
    package = build(course, TARGETS["web"]).package
    assert package
    pages = {
        name: page(package, name) for name in package.files if re.fullmatch(r"[^/]+\.html", name)
    }
    assert len(pages) > 5
    ids = {name: set(root.xpath("//@id")) for name, root in pages.items()}
    for name, root in pages.items():
        for address in root.xpath("//@href | //@src | //@poster"):
            if re.match(r"[a-z]+:", address):
                continue
            file, _, place = address.partition("#")
            assert (file or name) in package.files, (name, address)
            if place and not place.startswith("i-"):
                assert place in ids[file or name], (name, address)


def test_nothing_is_said_of_a_platform() -> None:
    package = build(EVERY_BLOCK, TARGETS["web"]).package
    assert package
    for name in package.files:
        if re.fullmatch(r"[^/]+\.html", name):
            article = next(page(package, name).iter("article"))
            assert "learning platform" not in "".join(article.itertext()), name


def test_a_build_says_what_holds_for_a_site(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["build", str(SAMPLE), "--target", "web", "--unpacked", "-o", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "the best of as many attempts as one likes" in said
    assert "status:" not in said
    assert "For whoever puts the website online\n" in said
    (folder,) = tmp_path.iterdir()
    assert folder.name == "cultuur-van-vertrouwen-1.0.0-web"
    assert (folder / "index.html").is_file()


def test_a_split_course_is_a_site_for_each_topic() -> None:
    built = build(ROOT / "tests/courses/topics-valid/course", TARGETS["web"], split=True)
    assert len(built.packages) > 1
    assert all("index.html" in package.files for package in built.packages.values())


def test_a_head_tells_what_its_page_is(tmp_path: Path) -> None:
    package = site(tmp_path, "web: {url: 'https://example.org/fire'}")
    found = metas(package, "index_.html")
    assert (
        found["og:title"]
        == "The alarm – Fire safety"
        == page(package, "index_.html").findtext(".//title")
    )
    assert (
        found["og:description"] == found["description"] == "It rings, and you “walk”: see the end."
    )
    assert found["og:url"] == "https://example.org/fire/index_.html"
    assert (found["og:type"], found["og:locale"]) == ("article", "en_GB")
    assert found["og:image"] == "https://example.org/fire/icon-512.png"
    assert len(metas(package, "glossary.html")["description"]) <= 160
    theme = metas(package, "index.html")
    assert (theme["og:type"], theme["og:url"]) == ("website", "https://example.org/fire/")
    assert page(package, "index.html").xpath("string(//link[@rel='canonical']/@href)") == (
        "https://example.org/fire/"
    )
    assert "robots" not in found
    assert metas(package, "done_.html")["robots"] == "noindex"


def test_a_sitemap_names_the_pages(tmp_path: Path) -> None:
    package = site(tmp_path, "web: {url: 'https://example.org/'}")
    root = etree.fromstring(text(package, "sitemap.xml").encode())
    assert root.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset"
    assert [place.text for place in root.iter("{*}loc")] == [
        f"https://example.org/{name}"
        for name in ("", "index_.html", "done.html", "glossary.html", "glossary_.html")
    ]
    assert "Sitemap: https://example.org/sitemap.xml\n" in text(package, "robots.txt")


@pytest.mark.parametrize(
    ("more", "there"),
    [
        ("", set()),
        ("web: {url: 'https://example.org/fire/'}", {"sitemap.xml"}),
        ("web: {url: 'https://example.org/', index: false}", set()),
    ],
)
def test_what_needs_an_address_is_left_out_without(
    tmp_path: Path, more: str, there: set[str]
) -> None:
    package = site(tmp_path, more)
    assert {"sitemap.xml", "robots.txt"} & package.files.keys() == there
    found = metas(package, "index_.html")
    assert ("og:url" in found) == ("url" in more)
    assert found.get("robots") == ("noindex" if "index: false" in more else None)


@pytest.mark.parametrize(
    "url", ["example.org", "ftp://example.org/", "https://example.org/?a", "https:///"]
)
def test_an_address_is_a_whole_one(tmp_path: Path, url: str) -> None:
    files = {**FILES, "course.yaml": OUTLINE.format(more=f"web: {{url: '{url}'}}")}
    (found,) = build(write(tmp_path, files), TARGETS["web"]).diagnostics
    assert found.position.line == 8


def test_the_page_for_no_address_works_at_any_depth(tmp_path: Path) -> None:
    package = site(tmp_path, "web: {url: 'https://example.org/fire/'}")
    root = page(package, "404.html")
    assert not root.xpath("//script[@src]")
    files = root.xpath("//@href[not(starts-with(., '#'))]")
    assert files
    assert all(address.startswith("https://example.org/fire/") for address in files)
    assert root.xpath("string(//article//a/@href)") == "https://example.org/fire/index.html"


@pytest.mark.parametrize("logo", ["", "logo.png", "logo.svg"])
def test_a_site_can_be_installed(tmp_path: Path, logo: str) -> None:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGBA", (300, 100), "red").save(stream, "PNG")
    (tmp_path / "logo.png").write_bytes(stream.getvalue())
    (tmp_path / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    )
    package = site(tmp_path, f"theme: {{logo: {{file: {logo}, alt: Us}}}}" if logo else "")
    manifest = json.loads(text(package, "course.webmanifest"))
    assert (manifest["name"], manifest["lang"], manifest["start_url"]) == (
        "Fire safety",
        "en-GB",
        "./",
    )
    sizes = set()
    for icon in manifest["icons"]:
        content = package.files[icon["src"]]
        if icon["sizes"] != "any":
            assert isinstance(content, bytes)
            width, height = imagesize.get(io.BytesIO(content))
            assert icon["sizes"] == f"{width}x{height}"
        sizes.add(icon["sizes"])
    assert sizes == {"192x192", "512x512"} | ({"any"} if logo.endswith("svg") else set())


def test_the_worker_knows_each_file_by_its_hash(tmp_path: Path) -> None:
    package = site(tmp_path, "web: {url: 'https://example.org/'}")
    worker = text(package, "service-worker.js")
    tables = [
        json.loads(found)
        for found in re.findall(r"^const [A-Z]+ = (\{.*?\});", worker, re.M | re.S)
    ]
    kept = {**tables[0], **tables[1]}
    assert kept.keys() == package.files.keys() - {"service-worker.js", "sitemap.xml", "robots.txt"}
    for name, told in kept.items():
        content = package.files[name]
        data = content if isinstance(content, bytes) else content.read_bytes()
        assert base64.b64decode(told) == hashlib.sha256(data).digest()


def test_the_same_course_gives_the_same_files(tmp_path: Path) -> None:
    first, second = site(tmp_path / "one"), site(tmp_path / "two")
    assert first.files.keys() == second.files.keys()
    for name, content in first.files.items():
        if isinstance(content, bytes):
            assert content == second.files[name], name


def test_a_changed_style_has_another_name(tmp_path: Path) -> None:
    first, second = site(tmp_path / "one"), site(tmp_path / "two", "theme: {radius: none}")
    changed = first.files.keys() ^ second.files.keys()
    assert sorted(name.rpartition(".")[2] for name in changed) == ["css", "css"]


def test_a_folder_takes_the_place_of_the_last_one_as_a_whole(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_folder(Package("p", "a", {"a": b"1", "b/c": b"2"}), folder)
    assert (folder / "b/c").read_bytes() == b"2"
    write_folder(Package("p", "a", {"a": b"3"}), folder)
    assert [file.name for file in tmp_path.rglob("*")] == ["site", "a"]
    with pytest.raises(OSError, match="gone"):
        write_folder(Package("p", "a", {"a": b"4", "b": tmp_path / "gone"}), folder)
    assert (folder / "a").read_bytes() == b"3"
    assert [file.name for file in tmp_path.rglob("*")] == ["site", "a"]
