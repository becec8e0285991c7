"""The corpus of broken packages: each is a good one with a named change, and the codes that it must get."""

from __future__ import annotations

import io
import stat
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from tests.good_packages import GOOD, PAGE, Package

Change = Callable[[Package], Package]


def swap(old: str, new: str) -> Change:
    """The manifest with another text in the place of the first one like it."""

    def change(package: Package) -> Package:
        assert old in package.manifest, old
        return replace(package, manifest=package.manifest.replace(old, new, 1))

    return change


def everywhere(old: str, new: str) -> Change:
    """The manifest with another text wherever it says this."""
    return lambda package: replace(package, manifest=package.manifest.replace(old, new))


def add(*names: str, content: bytes = PAGE) -> Change:
    """More files."""
    return lambda package: replace(
        package, files={**package.files, **dict.fromkeys(names, content)}
    )


def drop(name: str) -> Change:
    """Without a file."""
    return lambda package: replace(
        package, files={one: content for one, content in package.files.items() if one != name}
    )


def rename(old: str, new: str) -> Change:
    """A file under another name."""
    return lambda package: replace(
        package, files={new if one == old else one: text for one, text in package.files.items()}
    )


def entry(
    name: str, content: bytes = b"x", kind: int = 0, *, twice: bool = False, flags: int = 0
) -> Change:
    """Another entry, of a kind of its own."""
    info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    info.create_system = 3
    info.external_attr = (kind or stat.S_IFREG | 0o644) << 16
    info.flag_bits |= flags
    return lambda package: replace(package, entries=(*package.entries, (info, content)))


def finish(change: Callable[[bytes], bytes]) -> Change:
    """The packed bytes, changed."""
    return lambda package: replace(package, finish=(*package.finish, change))


def encoded(name: str) -> Change:
    """The manifest in another encoding, which it declares."""

    def change(package: Package) -> Package:
        text = package.manifest.replace('encoding="UTF-8"', f'encoding="{name}"')
        return replace(package, raw=text.encode(name))

    return change


def list_changed(old: bytes, new: bytes) -> Change:
    """The list of entries at the end of the zip, changed."""

    def change(packed: bytes) -> bytes:
        at = packed.index(b"PK\x01\x02")
        assert old in packed[at:]
        return packed[:at] + packed[at:].replace(old, new)

    return finish(change)


def flagged(name: bytes, at: int, value: bytes) -> Change:
    """A field of the list of entries, `at` bytes after the beginning of the entry, changed."""

    def change(packed: bytes) -> bytes:
        begin = packed.index(b"PK\x01\x02")
        place = packed.index(name, begin) - 46 + at
        return packed[:place] + value + packed[place + len(value) :]

    return finish(change)


def damaged(packed: bytes) -> bytes:
    """One byte of what is stored is another one."""
    at = packed.index(b"PK\x03\x04", packed.index(b"alarm.html")) - 4
    return packed[:at] + bytes([packed[at] ^ 0x55]) + packed[at + 1 :]


def unmarked(packed: bytes) -> bytes:
    """No name says that it is UTF-8."""
    return packed.replace(b"\x14\x00\x00\x08", b"\x14\x00\x00\x00")


def repeated(packed: bytes) -> bytes:
    """With another file of the same name, as some programs update a zip."""
    stream = io.BytesIO(packed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(stream, "a") as archive:
            archive.writestr(zipfile.ZipInfo("alarm.html", (2026, 1, 1, 0, 0, 0)), b"another")
    return stream.getvalue()


def in_a_folder(package: Package) -> Package:
    files = {"imsmanifest.xml": package.manifest.encode(), **package.files}
    return replace(
        package, manifest="", files={f"course/{name}": text for name, text in files.items()}
    )


def other_name(name: str) -> Change:
    return lambda package: replace(
        package, manifest="", files={name: package.manifest.encode(), **package.files}
    )


ITEM = '<item identifier="alarm" identifierref="alarm-files">'
NO_ITEMS = "<organizations/><resources/></manifest><!--"
BOMB_XML = '<!DOCTYPE manifest [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n<manifest'

BROKEN: dict[str, tuple[str, list[Change], str]] = {
    # The zip
    "not a zip": ("1.2", [finish(lambda _packed: b"PK is not all it takes")], "bad-zip"),
    "empty file": ("1.2", [finish(lambda _packed: b"")], "bad-zip"),
    "truncated": ("1.2", [finish(lambda packed: packed[: len(packed) // 2])], "bad-zip"),
    "bomb": ("1.2", [add("zeros.bin", content=bytes(120 * 1024**2))], "zip-bomb"),
    "a gigabyte": ("1.2", [add("big.bin"), flagged(b"big.bin", 24, (1024**3).to_bytes(4, "little"))], "zip-bomb"),
    "damaged": ("1.2", [finish(damaged)], "zip-damaged"),
    "encrypted": ("1.2", [flagged(b"alarm.html", 8, b"\x01")], "zip-encrypted"),
    "encrypted manifest": ("1.2", [flagged(b"imsmanifest.xml", 8, b"\x01")], "zip-encrypted"),
    "bzip2": ("1.2", [lambda package: replace(package, method=zipfile.ZIP_BZIP2)], "zip-method"),
    "traversal": ("1.2", [entry("../../etc/passwd")], "zip-name"),
    "absolute": ("1.2", [entry("/etc/passwd")], "zip-name"),
    "drive": ("1.2", [entry("C:/windows/win.ini")], "zip-name"),
    "control characters in a name": ("1.2", [entry("a\x1b[2Jb.txt")], "zip-name"),
    "backslashes": ("1.2", [list_changed(b"stairs/index.html", b"stairs\\index.html"), finish(lambda packed: packed.replace(b"stairs/index.html", b"stairs\\index.html", 1))], "zip-backslash"),
    "name without UTF-8 mark": ("1.2", [add("caf\u00e9.html"), swap('<file href="alarm.html"/>', '<file href="alarm.html"/><file href="caf\u00e9.html"/>'), finish(unmarked)], "zip-encoding"),
    "one name twice": ("1.2", [finish(repeated)], "zip-repeated"),
    "symbolic link": ("1.2", [entry("passwords", b"/etc/passwd", stat.S_IFLNK | 0o777)], "zip-link"),
    "names that differ in case": ("1.2", [add("Alarm.html")], "case-clash"),
    "path too long": ("1.2", [add("a/" * 130 + "b.txt")], "long-path unlisted-file"),
    "risky name": ("1.2", [rename("alarm.html", "alarm & bell.html"), everywhere("alarm.html", "alarm%20&amp;%20bell.html")], "risky-name"),
    "junk": ("1.2", [add("__MACOSX/._alarm.html", ".DS_Store", "Thumbs.db")], "junk-file"),
    "server script": ("1.2", [add("vote.php"), swap('<file href="alarm.html"/>', '<file href="alarm.html"/><file href="vote.php"/>')], "refused-file-type"),
    "file of AICC": ("1.2", [add("course.cst"), swap('<file href="alarm.html"/>', '<file href="alarm.html"/><file href="course.cst"/>')], "aicc-file"),
    "flash": ("1.2", [add("film.swf"), swap('<file href="alarm.html"/>', '<file href="alarm.html"/><file href="film.swf"/>')], "dead-format"),
    "large": ("1.2", [add("film.mp4", content=bytes(range(256)) * 4096 * 102), swap('<file href="alarm.html"/>', '<file href="alarm.html"/><file href="film.mp4"/>'), lambda package: replace(package, method=zipfile.ZIP_STORED)], "large-package"),
    # The manifest
    "no manifest": ("1.2", [lambda package: replace(package, manifest="")], "no-manifest"),
    "a zip in a zip": ("1.2", [lambda package: Package("", {"course.zip": package.packed()})], "no-manifest"),
    "cmi5": ("1.2", [other_name("cmi5.xml")], "no-manifest"),
    "manifest in a folder": ("1.2", [in_a_folder], "manifest-folder"),
    "manifest in capitals": ("1.2", [other_name("IMSManifest.xml")], "manifest-name"),
    "manifest of nine megabytes": ("1.2", [lambda package: replace(package, manifest=package.manifest + " " * 9 * 1024**2)], "manifest-too-large"),
    "manifest of a million elements": ("1.2", [swap("</manifest>", "<a/>" * 500_000 + "</manifest>")], "manifest-too-large"),
    "manifest nested a thousand times": ("1.2", [swap("</manifest>", "<a>" * 1000 + "</a>" * 1000 + "</manifest>")], "manifest-too-large"),
    "not well-formed": ("1.2", [swap("<title>The alarm</title>", "<title>Alarm & bell</title>")], "manifest-syntax"),
    "undeclared prefix": ("1.2", [swap('    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"\n', "")], "manifest-syntax"),
    "unknown encoding": ("1.2", [swap('encoding="UTF-8"', 'encoding="EBCDIC"')], "manifest-syntax"),
    "false encoding": ("1.2", [lambda package: replace(package, raw=package.manifest.replace("Fire", "Feu d\u00e9t\u00e9").encode("latin-1"))], "manifest-syntax"),
    "latin-1": ("1.2", [encoded("ISO-8859-1")], "manifest-encoding"),
    "UTF-16": ("1.2", [encoded("UTF-16")], "manifest-encoding"),
    "entity bomb": ("1.2", [swap("<manifest", BOMB_XML), swap("<title>The alarm", "<title>&b;")], "manifest-doctype"),
    "document type of another server": ("1.2", [swap("<manifest", '<!DOCTYPE manifest SYSTEM "http://example.org/a.dtd">\n<manifest')], "manifest-doctype"),
    "another root": ("1.2", [everywhere("manifest", "course")], "manifest-root"),
    "unknown namespace": ("1.2", [everywhere("imscp_rootv1p1p2\"", "imscp_rootv1p9\"")], "manifest-root"),
    "own prefix for ADL": ("1.2", [everywhere("adlcp:", "adl:"), everywhere("xmlns:adlcp", "xmlns:adl")], "manifest-prefix"),
    "prefix for the manifest": ("3rd", [everywhere("<", "<cp:"), everywhere("<cp:/", "</cp:"), everywhere("<cp:?", "<?"), everywhere("xmlns=\"http://www.imsglobal.org", "xmlns:cp=\"http://www.imsglobal.org"), *(everywhere(f"cp:{name}:", f"{name}:") for name in ("imsss", "adlcp", "adlnav")), everywhere("cp:lom xmlns=", "lom xmlns="), *(everywhere(f"cp:{name}>", f"{name}>") for name in ("lom", "general", "language", "structure", "source", "value", "educational", "typicalLearningTime", "duration")), everywhere("<cp:title><cp:string ", "<title><string "), everywhere("</cp:string></cp:title>", "</string></title>")], "manifest-prefix"),
    "edition not said": ("4th", [swap("<schemaversion>2004 4th Edition</schemaversion>", "")], "missing-version"),
    "schema not said": ("4th", [swap("<schema>ADL SCORM</schema>", "")], "missing-version"),
    "version not said": ("1.2", [swap("<schemaversion>1.2</schemaversion>", "")], "implied-version"),
    "unknown version": ("3rd", [swap("2004 3rd Edition", "2004 Third Edition")], "unknown-version"),
    "version with blanks": ("1.2", [swap(">1.2<", "> 1.2 <")], "unknown-version"),
    "another schema": ("1.2", [swap("ADL SCORM", "IMS Content")], "unknown-version"),
    "version of the other standard": ("1.2", [swap(">1.2<", ">2004 3rd Edition<")], "mixed-versions"),
    "namespaces of both standards": ("1.2", [swap("adlcp_rootv1p2\"", "adlcp_v1p3\"")], "mixed-versions"),
    "unknown element": ("1.2", [swap("<title>More</title>", "<titel>More</titel>")], "manifest-element"),
    "mastery score of 1.2 in 2004": ("4th", [swap("<adlcp:dataFromLMS>level=1</adlcp:dataFromLMS>", "<adlcp:masteryscore>80</adlcp:masteryscore>")], "ignored-element"),
    "shared data in the 3rd Edition": ("3rd", [swap("<adlcp:dataFromLMS>level=1</adlcp:dataFromLMS>", '<adlcp:data><adlcp:map targetID="a"/></adlcp:data>')], "manifest-element"),
    "title after the mastery score": ("1.2", [swap("<title>The alarm</title>", ""), swap("</adlcp:masteryscore>", "</adlcp:masteryscore><title>The alarm</title>")], "manifest-order"),
    "two titles": ("1.2", [swap("<title>More</title>", "<title>More</title><title>Again</title>")], "manifest-order"),
    "dependency before file": ("1.2", [swap('<file href="alarm.html"/>', ""), swap('<dependency identifierref="shared"/>', '<dependency identifierref="shared"/><file href="alarm.html"/>')], "manifest-order"),
    "no resources": ("1.2", [lambda package: replace(package, manifest=package.manifest[: package.manifest.index("<resources>")] + "</manifest>")], "manifest-incomplete"),
    "resource without a type": ("1.2", [swap(' type="webcontent"', "")], "manifest-incomplete"),
    "objective without a target": ("4th", [swap('targetObjectiveID="all-passed" ', "")], "manifest-incomplete"),
    "unknown attribute": ("1.2", [swap('<item identifier="more">', '<item identifier="more" hidden="true">')], "manifest-attribute"),
    "threshold of the 4th Edition in the 3rd": ("3rd", [swap("<adlcp:completionThreshold>0.9</adlcp:completionThreshold>", '<adlcp:completionThreshold completedByMeasure="true">1</adlcp:completionThreshold>')], "manifest-attribute"),
    "title of 201 characters": ("1.2", [swap("<title>More</title>", f"<title>{'M' * 201}</title>")], "manifest-value"),
    "launch data of 256 characters": ("1.2", [swap("level=1", "x" * 256)], "manifest-value"),
    "measure above 1": ("4th", [swap(">0.8<", ">80<")], "manifest-value"),
    "unknown action": ("4th", [swap('action="skip"', 'action="jump"')], "manifest-value"),
    "unknown word in metadata": ("4th", [swap("<value>linear</value>", "<value>straight</value>")], "manifest-value"),
    "prerequisites without a type": ("1.2", [swap(' type="aicc_script"', "")], "manifest-incomplete"),
    "text between elements": ("1.2", [swap("<metadata>", "<metadata>Metadata:")], "manifest-text"),
    "scormType in 1.2": ("1.2", [swap("adlcp:scormtype", "adlcp:scormType")], "manifest-casing"),
    "scormtype in 2004": ("4th", [swap("adlcp:scormType", "adlcp:scormtype")], "manifest-casing"),
    "SCO in capitals": ("1.2", [swap('scormtype="sco"', 'scormtype="SCO"')], "manifest-casing"),
    "element in the capitals of 2004": ("1.2", [everywhere("adlcp:datafromlms", "adlcp:dataFromLMS")], "manifest-casing"),
    "something of others": ("1.2", [swap("</manifest>", '<v:a xmlns:v="http://example.org/v"/></manifest>')], "foreign-namespace"),
    "schema not packed": ("1.2", [drop("imscp_rootv1p1p2.xsd")], "schema-location"),
    "schema on a server": ("1.2", [swap(" imscp_rootv1p1p2.xsd", " http://www.example.org/cp.xsd")], "schema-location"),
    "manifest in the manifest": ("4th", [swap("</resources>", '</resources><manifest identifier="inner"><organizations/><resources/></manifest>')], "submanifest"),
    "xml:base": ("1.2", [swap('href="stairs/index.html">', 'href="index.html" xml:base="stairs/">'), swap('<file href="stairs/index.html"/>', '<file href="index.html"/>')], "xml-base"),
    # References and files
    "identifier with a digit first": ("1.2", [swap('<item identifier="more">', '<item identifier="1-more">')], "bad-identifier"),
    "identifier with a space": ("4th", [swap('identifier="course"', 'identifier="my course"')], "bad-identifier"),
    "identifier of 300 characters": ("1.2", [swap('<item identifier="more">', f'<item identifier="{"m" * 300}">')], "bad-identifier"),
    "one identifier twice": ("1.2", [swap('<item identifier="more">', '<item identifier="shared">')], "repeated-identifier"),
    "item of no resource": ("1.2", [swap('identifierref="alarm-files"', 'identifierref="alarm-file"')], "dangling-reference"),
    "dependency on nothing": ("1.2", [swap('<dependency identifierref="shared"/>', '<dependency identifierref="share"/>')], "dangling-reference"),
    "sequencing of nothing": ("4th", [swap('IDRef="common"', 'IDRef="comon"')], "dangling-reference"),
    "rule on no objective": ("4th", [swap('referencedObjective="passed"', 'referencedObjective="failed"')], "dangling-reference"),
    "prerequisite on nothing": ("1.2", [swap(">alarm</adlcp", ">alarms</adlcp")], "dangling-reference"),
    "default organization that is not there": ("1.2", [swap('default="menu"', 'default="menus"')], "default-organization"),
    "no default organization": ("4th", [swap(' default="menu"', "")], "default-organization"),
    "no organization": ("1.2", [lambda package: replace(package, manifest=package.manifest[: package.manifest.index("<organizations")] + "<organizations/>" + package.manifest[package.manifest.index("  <resources>") :])], "nothing-to-launch"),
    "no items": ("1.2", [lambda package: replace(package, manifest=package.manifest[: package.manifest.index("      <item")] + package.manifest[package.manifest.index("    </organization>") :])], "nothing-to-launch"),
    "two organizations": ("1.2", [swap("</organizations>", '<organization identifier="other"><title>Other</title><item identifier="again" identifierref="alarm-files"><title>Again</title></item></organization></organizations>')], "several-organizations"),
    "item that launches nothing": ("1.2", [swap(' identifierref="stairs-files"', "")], "empty-item"),
    "item that launches and holds": ("4th", [swap("<title>The alarm</title>", '<title>The alarm</title><item identifier="in" identifierref="alarm-files"><title>In</title></item>')], "item-with-both"),
    "item without a title": ("1.2", [swap("<title>More</title>", "")], "missing-title"),
    "empty title": ("4th", [swap("<title>The alarm</title>", "<title> </title>")], "missing-title"),
    "title of 256 characters": ("4th", [swap("<title>The alarm</title>", f"<title>{'A' * 256}</title>")], "long-title"),
    "title with HTML": ("1.2", [swap("<title>More</title>", "<title>&lt;b&gt;More&lt;/b&gt;</title>")], "title-markup"),
    "parameters of nothing": ("1.2", [swap('<item identifier="more">', '<item identifier="more" parameters="?a=1">')], "idle-parameters"),
    "parameters": ("1.2", [swap(ITEM, ITEM.replace(">", ' parameters="?level=1">'))], "start-parameters"),
    "launched without an address": ("1.2", [swap(' href="alarm.html"', "")], "no-launch-file"),
    "launched from elsewhere": ("1.2", [swap('scormtype="sco" href="alarm.html"', 'scormtype="sco" href="https://example.org/alarm.html"')], "outside-launch"),
    "launch file not listed": ("1.2", [swap('<file href="stairs/index.html"/>', '')], "launch-not-listed"),
    "shared files first": ("1.2", [lambda package: replace(package, manifest=package.manifest.replace("<resources>", '<resources><resource identifier="first" type="webcontent" adlcp:scormtype="asset" href="media/bell.svg"><file href="media/bell.svg"/></resource>').replace('<dependency identifierref="shared"/>', '<dependency identifierref="shared"/><dependency identifierref="first"/>'))], "launch-order"),
    "address with backslashes": ("1.2", [everywhere('href="stairs/index.html"', 'href="stairs\\index.html"')], "bad-href bad-href"),
    "address with a slash first": ("1.2", [swap('<file href="media/bell.svg"/>', '<file href="/media/bell.svg"/>')], "bad-href"),
    "address of a disk": ("1.2", [swap('<file href="media/bell.svg"/>', '<file href="file:///c:/bell.svg"/>')], "bad-href"),
    "address out of the package": ("1.2", [swap('<file href="media/bell.svg"/>', '<file href="../bell.svg"/>')], "bad-href"),
    "file with a query": ("1.2", [swap('<file href="media/bell.svg"/>', '<file href="media/bell.svg?big"/>')], "bad-href"),
    "missing file": ("1.2", [drop("media/bell.svg")], "missing-file"),
    "missing launch file": ("1.2", [drop("alarm.html")], "missing-file"),
    "a folder as file": ("1.2", [swap('<file href="media/bell.svg"/>', '<file href="media/"/>')], "missing-file"),
    "missing metadata": ("1.2", [swap("</imsmd:lom>", "</imsmd:lom><adlcp:location>lom.xml</adlcp:location>")], "missing-file"),
    "file in other capitals": ("1.2", [rename("alarm.html", "Alarm.html")], "wrong-case"),
    "resource without scormtype": ("1.2", [swap(' adlcp:scormtype="sco"', "")], "missing-scormtype"),
    "resource of another type": ("1.2", [swap('type="webcontent"', 'type="text/html"')], "resource-type"),
    "assets only": ("1.2", [everywhere('scormtype="sco"', 'scormtype="asset"')], "no-sco"),
    "resource that nothing uses": ("1.2", [swap('<dependency identifierref="shared"/>', "")], "unused-resource"),
    "file that is not listed": ("1.2", [add("old.html")], "unlisted-file"),
    "mastery score in words": ("1.2", [swap(">80<", ">eighty<")], "tracking-value"),
    "mastery score above 100": ("1.2", [swap(">80<", ">800<")], "tracking-value"),
    "time limit as in 2004": ("1.2", [swap("0001:00:00", "PT1H")], "tracking-value"),
    "prerequisites that end early": ("1.2", [swap(">alarm</adlcp", ">alarm&amp;</adlcp")], "bad-prerequisites"),
    "prerequisites with a list": ("1.2", [swap(">alarm</adlcp", ">alarm,more</adlcp")], "bad-prerequisites"),
}  # fmt: skip


@cache
def packed(name: str) -> bytes:
    """The bytes of a case."""
    return broken(name).packed()


def broken(name: str) -> Package:
    """The package of a case."""
    base, changes, _codes = BROKEN[name]
    package = GOOD[base]
    for change in changes:
        package = change(package)
    return package
