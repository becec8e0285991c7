"""A package that is served: who may ask for what, and which zips are taken."""

from __future__ import annotations

import json
import random
import re
import socket
import zipfile
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scorm_builder.build import build
from scorm_builder.diagnostics import Diagnostic
from scorm_builder.package import Package, source_date, write_zip
from scorm_builder.serving import Playable, Server, Site, opened, playable, serve
from scorm_builder.serving.server import PortTaken, free_port
from scorm_builder.targets import TARGETS
from tests.courses import SAMPLE

MANIFEST = """<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2">
<organizations default="o"><organization identifier="o"><title>Foreign</title>
<item identifier="i" identifierref="r"><title>One</title></item></organization></organizations>
<resources><resource identifier="r" type="webcontent" href="start.html?a=1"/></resources></manifest>"""


@pytest.fixture(scope="module")
def package() -> Package:
    found = build(SAMPLE, TARGETS["scorm12"]).package
    assert found
    return found


@pytest.fixture
def site(package: Package) -> Site:
    found = playable(package)
    assert isinstance(found, Playable)
    return Site(found)


@pytest.fixture
def server(site: Site) -> Iterator[Server]:
    with serve(site) as server:
        yield server


def ask(
    server: Server, path: str, method: str = "GET", body: str = "", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """What the server answers to a request below its address."""
    where = urlsplit(server.address + path)
    connection = HTTPConnection(where.hostname or "", where.port or 0)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, f"{where.path}?{where.query}", body or None, named)
    answer = connection.getresponse()
    told = {name.lower(): value for name, value in answer.getheaders()}
    content = answer.read()
    connection.close()
    return answer.status, told, content


def message(**values: str) -> str:
    state = {"values": values, "finished": False, "status": "", "score": {}, "total_time": ""}
    return json.dumps({"item": "item", "attempt": 0, "state": state, "event": "commit"})


def test_every_file_is_served_as_it_is_in_the_package(server: Server, package: Package) -> None:
    for name, content in package.files.items():
        status, headers, body = ask(server, f"package/{name}")
        assert status == 200
        assert body == (content if isinstance(content, bytes) else content.read_bytes())
        assert headers["content-type"] != "application/octet-stream", name
        assert headers["cache-control"] == "no-store"
        assert "default-src 'self'" in headers["content-security-policy"]
        # an embed is sandboxed: for a browser its files are those of another site
        assert headers["cross-origin-resource-policy"] == "cross-origin"


def test_a_part_of_a_file_is_served(server: Server, package: Package) -> None:
    name = next(name for name, content in package.files.items() if isinstance(content, Path))
    for path in ("index.html", name):
        content = package.files[path]
        whole = content if isinstance(content, bytes) else content.read_bytes()
        for asked, part in {"2-5": whole[2:6], "10-": whole[10:], "-7": whole[-7:]}.items():
            status, headers, body = ask(server, f"package/{path}", Range=f"bytes={asked}")
            assert (status, body) == (206, part)
            assert headers["content-range"].endswith(f"/{len(whole)}")
        assert ask(server, f"package/{path}", Range=f"bytes={len(whole)}-")[0] == 416


@pytest.mark.parametrize(
    "path", ["../lms/launch.json", "%2e%2e/%2e%2e/etc/passwd", "/etc/passwd", "nothing.html", ""]
)
def test_nothing_but_the_package_is_served(server: Server, path: str) -> None:
    assert ask(server, f"package/{path}")[0] in (400, 404)


@pytest.mark.parametrize("name", ["..%2f__init__.py", "types.d.ts", "no.js"])
def test_of_the_lms_its_page_and_scripts_are_served(server: Server, name: str) -> None:
    assert ask(server, "lms/player.html")[0] == 200
    assert ask(server, f"lms/{name}")[0] == 404


def test_an_address_without_the_token_is_no_address(server: Server) -> None:
    where = urlsplit(server.address)
    connection = HTTPConnection("127.0.0.1", where.port or 0)
    connection.request("GET", "/package/index.html")
    assert connection.getresponse().status == 404
    connection.close()
    assert len(where.path.strip("/")) >= 16


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1.evil.example:80", ""])
def test_another_name_for_this_machine_is_refused(server: Server, host: str) -> None:
    assert ask(server, "lms/launch.json", Host=host)[0] == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", ""])
def test_another_site_cannot_write(server: Server, site: Site, origin: str) -> None:
    for method in ("POST", "PUT"):
        assert ask(server, "lms/record", method, message(), Origin=origin)[0] == 403
    assert site.records == {}


def test_a_learner_has_a_record_of_their_own(server: Server, site: Site) -> None:
    sent = message(**{"cmi.suspend_data": "x"})
    path = "lms/record?learner=learner-2"
    assert ask(server, path, "POST", sent, Origin=server.origin)[0] == 204
    attempts = json.loads(ask(server, path)[2])["items"]["item"]
    assert attempts[0]["values"] == {"cmi.suspend_data": "x"}
    assert set(site.records) == {"learner-2"}
    launch = json.loads(ask(server, "lms/launch.json?learner=learner-2&profile=moodle")[2])
    assert launch["record"] == site.records["learner-2"]
    assert launch["learner"] == {"id": "learner-2", "name": "Okafor, Ben"}
    assert launch["profile"]["name"] == "moodle"
    assert json.loads(ask(server, "lms/launch.json")[2])["record"]["items"] == {}


def test_a_record_can_be_given(server: Server) -> None:
    record = {"format": 1, "items": {"item": []}}
    sent = json.dumps(record)
    assert ask(server, "lms/record", "PUT", sent, Origin=server.origin)[0] == 204
    assert json.loads(ask(server, "lms/record")[2]) == record


@pytest.mark.parametrize("body", ["", "{", "[]", '{"item": 1}', '{"items": 3}', message()[:-9]])
def test_what_is_no_message_is_refused(server: Server, site: Site, body: str) -> None:
    for method in ("POST", "PUT"):
        assert ask(server, "lms/record", method, body, Origin=server.origin)[0] == 400
    assert site.records == {}


def test_a_message_has_a_size(server: Server) -> None:
    body = message(**{"cmi.suspend_data": "x" * 5_000_000})
    assert ask(server, "lms/record", "POST", body, Origin=server.origin)[0] == 413


def test_an_unknown_profile_is_said(server: Server) -> None:
    assert ask(server, "lms/launch.json?profile=no")[0] == 404


def test_what_fails_at_random_in_one_visit_need_not_fail_in_the_next(server: Server) -> None:
    def seed(learner: str) -> int:
        asked = f"lms/launch.json?profile=flaky&learner={learner}"
        return int(json.loads(ask(server, asked)[2])["profile"]["answers"]["seed"])

    assert [seed("a"), seed("a"), seed("b"), seed("a")] == [1, 2, 1, 3]


@pytest.mark.parametrize(("ms", "status"), [("1", 204), ("", 400), ("-1", 400), ("60001", 400)])
def test_an_answer_comes_as_late_as_it_is_asked_for(server: Server, ms: str, status: int) -> None:
    assert ask(server, f"lms/wait?ms={ms}")[0] == status


def test_a_port_belongs_to_one_server(server: Server, site: Site) -> None:
    with pytest.raises(PortTaken, match=str(server.port)):
        serve(site, server.port)
    assert free_port(server.port) > server.port
    server.stop()
    with socket.socket() as other:
        assert other.connect_ex(("127.0.0.1", server.port)) != 0
    with serve(site, server.port):
        pass


# Zips


def zipped(file: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file


def refused(file: Path) -> str:
    with opened(file) as found:
        assert isinstance(found, Diagnostic), found
        return f"{found.position}: {found.message}; {found.hint}"


def test_a_zip_of_ours_is_known(package: Package, tmp_path: Path) -> None:
    write_zip(package, tmp_path / "a.zip", source_date())
    with opened(tmp_path / "a.zip") as found:
        assert isinstance(found, Playable)
        assert found.ours
        assert found.course
        assert found.course["id"] == json.loads(_data(package))["id"]
        assert {name: content.read_bytes() for name, content in found.package.files.items()} == {  # type: ignore[union-attr]
            name: content if isinstance(content, bytes) else content.read_bytes()
            for name, content in package.files.items()
        }


def _data(package: Package) -> str:
    document = package.files["index.html"]
    assert isinstance(document, bytes)
    found = re.search(r'id="course">(.*?)</script>', document.decode())
    assert found
    return found[1]


def test_a_zip_of_others_may_have_scripts_in_its_pages(tmp_path: Path) -> None:
    page = "<script>parent.API.LMSInitialize('')</script>"
    file = zipped(tmp_path / "a.zip", {"imsmanifest.xml": MANIFEST, "start.html": page})
    with opened(file) as found:
        assert isinstance(found, Playable)
        assert not found.ours
        with serve(Site(found)) as server:
            status, headers, body = ask(server, "package/start.html?a=1")
            launch = json.loads(ask(server, "lms/launch.json")[2])
    assert (status, body) == (200, page.encode())
    assert "default-src" not in headers["content-security-policy"]
    assert (launch["base"] + launch["items"][0]["href"]).endswith("/package/start.html?a=1")


@pytest.mark.parametrize("name", ["../out.html", "/etc/x", "a/../../b", "C:\\x", "..\\x"])
def test_a_zip_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    file = zipped(tmp_path / "a.zip", {"imsmanifest.xml": MANIFEST, name: "x"})
    assert "leads out of its folder" in refused(file)
    assert list(tmp_path.iterdir()) == [file]


def test_a_zip_that_grows_without_end_is_refused(tmp_path: Path) -> None:
    files = {"imsmanifest.xml": MANIFEST, "big.txt": "0" * 200_000_000}
    assert "far larger than it is" in refused(zipped(tmp_path / "a.zip", files))


def test_a_zip_with_very_many_files_is_refused(tmp_path: Path) -> None:
    files = {"imsmanifest.xml": MANIFEST, **{f"{n}.txt": "" for n in range(20_001)}}
    assert "20,002 files" in refused(zipped(tmp_path / "a.zip", files))


def test_a_zip_with_a_password_is_refused(tmp_path: Path) -> None:
    file = zipped(tmp_path / "a.zip", {"imsmanifest.xml": MANIFEST})
    content = bytearray(file.read_bytes())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + at] |= 1
    file.write_bytes(content)
    assert "has a password" in refused(file)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"index.html": ""}, "no imsmanifest.xml at its top; is it a SCORM package?"),
        ({"course/imsmanifest.xml": MANIFEST}, "it stands in `course`: pack what is in that folder"),
        ({"imsmanifest.xml": "<manifest"}, "cannot be read as XML"),
        ({"imsmanifest.xml": "<html/>"}, "the first element is `html`"),
        ({"imsmanifest.xml": "<manifest/>"}, "nothing in this package can be launched"),
        ({"imsmanifest.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><manifest/>"}, "document type"),
    ],
)  # fmt: skip
def test_a_zip_that_is_no_package_is_refused(
    tmp_path: Path, files: dict[str, str], said: str
) -> None:
    assert said in refused(zipped(tmp_path / "a.zip", files))


@pytest.mark.parametrize("cut", [0, 10, 100])
def test_a_file_that_is_no_zip_is_refused(tmp_path: Path, cut: int) -> None:
    file = zipped(tmp_path / "a.zip", {"imsmanifest.xml": MANIFEST})
    file.write_bytes(file.read_bytes()[:cut])
    assert "this zip cannot be read" in refused(file)
    assert "does not exist" in refused(tmp_path / "b.zip")


def test_a_damaged_file_in_a_zip_is_said(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(5000).hex()
    file = zipped(tmp_path / "a.zip", {"imsmanifest.xml": MANIFEST, "b.txt": noise})
    content = bytearray(file.read_bytes())
    at = content.index(b"b.txt") + 400
    content[at : at + 50] = bytes(50)
    file.write_bytes(content)
    assert "this zip cannot be read" in refused(file)


def test_names_of_windows_are_understood(tmp_path: Path) -> None:
    file = zipped(tmp_path / "a.zip", {"imsmanifest.xml": MANIFEST, "a\\b.txt": "x"})
    with opened(file) as found:
        assert isinstance(found, Playable)
        assert set(found.package.files) == {"imsmanifest.xml", "a/b.txt"}
