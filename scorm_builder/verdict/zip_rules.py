"""Rules for the zip, whatever is in it: a function each, over its entries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import normalize

from scorm_builder import rules
from scorm_builder.archive import Entry
from scorm_builder.diagnostics import Diagnostic
from scorm_builder.source.files import REFUSED
from scorm_builder.verdict.contents import WHOLE, entry_place, named, shown

MOST_ENTRIES = 65_535
"""What a zip holds without zip64, which some platforms cannot read."""
MOST_BYTES = 1024**3
"""Of all files, unpacked: no platform that we know of takes more without a special arrangement."""
LARGE = 100 * 1024**2
_RATIO = 100
"""A zip that grows more than this, and beyond `LARGE`, was made to do harm: media do not shrink."""
_LONGEST = 255
"""Characters of a path: Moodle keeps no more (measured)."""
_MIB = 1024**2
_AICC = frozenset({".cst", ".au", ".des", ".crs"})
_JUNK = re.compile(
    r"(^|/)(__MACOSX/|\.DS_Store$|\._|Thumbs\.db$|desktop\.ini$|\.git/|\.svn/|\.idea/|\.vscode/"
    r"|node_modules/|[^/]*~$|[^/]*\.(bak|swp|tmp)$)",
    re.IGNORECASE,
)
_SAFE = re.compile(r"[A-Za-z0-9._/-]*")
_DEAD = {
    ".swf": "browsers no longer play Flash",
    ".flv": "browsers never played it by themselves",
    ".mjs": "Moodle serves it as no script, and browsers then refuse it; call it `.js`",
}


def bombs(entries: Sequence[Entry], packed: int) -> Iterator[Diagnostic]:
    """More than any course has. Who finds something here reads no further."""
    total = sum(entry.size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        message = f"this zip has {len(entries):,} entries, {MOST_ENTRIES:,} at most"
        yield rules.ZIP_BOMB.at(WHOLE, message, "pack only what the course needs")
    elif total > LARGE and total > packed * _RATIO:
        message = f"{_size(packed)} unpack to {_size(total)}: this zip was made to do harm"
        yield rules.ZIP_BOMB.at(WHOLE, message, "look where it came from")
    elif total >= MOST_BYTES:
        largest = max(entries, key=lambda entry: entry.size)
        message = (
            f"the files are {_size(total)}, `{shown(largest.name)}` alone {_size(largest.size)}"
        )
        hint = f"less than {_size(MOST_BYTES)} is taken; serve long videos from elsewhere"
        yield rules.ZIP_BOMB.at(WHOLE, message, hint)


def large(entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """A size that many platforms do not take."""
    total = sum(entry.size for entry in entries)
    if total > LARGE:
        message = f"the files are {_size(total)}"
        hint = "many platforms take no more than 100 MiB; ask the administrator"
        yield rules.LARGE_PACKAGE.at(WHOLE, message, hint)


def unsafe(entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Names that lead out of the folder that a platform unpacks into."""
    for entry in entries:
        why = _unsafe(entry.raw.replace("\\", "/"))
        if why:
            message = f"the name `{shown(entry.raw)}` {why}"
            yield rules.ZIP_NAME.at(WHOLE, message, "platforms refuse such a zip; pack it anew")


def ordinary(entry: Entry) -> bool:
    """A file of a course: nothing that is reported for what it is."""
    return not (
        entry.folder or entry.link or _unsafe(entry.raw.replace("\\", "/"))
        or _JUNK.search(entry.name)
    )  # fmt: skip


def _unsafe(name: str) -> str:
    parts = name.removesuffix("/").split("/")
    if name.startswith("/") or re.match(r"[A-Za-z]:", name):
        return "is a path of a computer"
    if ".." in parts:
        return "leads out of the package"
    if any(ord(char) < 32 or ord(char) == 127 for char in name):
        return "holds control characters"
    return "has a part without a name" if "" in parts or "." in parts else ""


def backslashes(entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Made by old tools of Windows; Android and Linux read the whole as one name."""
    names = [entry.raw for entry in entries if "\\" in entry.raw]
    if names:
        message = f"folders are divided by `\\` in {named(names)}"
        yield rules.ZIP_BACKSLASH.at(WHOLE, message, "pack the course with another tool")


def encodings(entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Names that are read in the alphabet of whichever computer unpacks them."""
    names = [entry.name for entry in entries if not entry.utf8]
    if names:
        message = f"the zip does not say how to read the accents in {named(names)}"
        hint = "name files with a–z, digits, `-` and `_`, or pack with a tool that marks UTF-8"
        yield rules.ZIP_ENCODING.at(WHOLE, message, hint)


def links(entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Links, pipes and devices of Unix."""
    names = [entry.name for entry in entries if entry.link]
    if names:
        message = f"links or devices, not files: {named(names)}"
        yield rules.ZIP_LINK.at(WHOLE, message, "pack the file that it leads to")


def encrypted(entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """A platform asks nobody for a password."""
    names = [entry.name for entry in entries if entry.encrypted]
    if names:
        message = f"a password is needed for {named(names)}"
        yield rules.ZIP_ENCRYPTED.at(WHOLE, message, "pack the course without one")


def methods(entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Compression that not every platform knows, such as bzip2, LZMA and zstd."""
    names = [entry.name for entry in entries if not entry.common_method]
    if names:
        message = f"compressed in a way that platforms need not know: {named(names)}"
        yield rules.ZIP_METHOD.at(WHOLE, message, "pack with `deflate`, the usual method")


def repeated(entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """One name twice: which of the two is unpacked depends on the platform."""
    times = Counter(entry.name for entry in entries)
    twice = sorted(name for name, number in times.items() if number > 1)
    if twice:
        message = f"more than once in this zip: {named(twice)}"
        yield rules.ZIP_REPEATED.at(WHOLE, message, "pack the course anew, into a new zip")


def case_clashes(entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Two names that are one on Windows and macOS."""
    known: dict[str, str] = {}
    for name in dict.fromkeys(entry.name for entry in entries):
        other = known.setdefault(normalize("NFC", name).casefold(), name)
        if other != name:
            message = f"`{shown(name)}` and `{shown(other)}` are one name on many servers"
            yield rules.CASE_CLASH.at(WHOLE, message, "give one of them another name")


def long_paths(entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Paths that Moodle answers with an error of its database."""
    for entry in entries:
        if len(entry.name) > _LONGEST:
            message = (
                f"`{shown(entry.name, 40)}` has {len(entry.name):,} characters, {_LONGEST} at most"
            )
            yield rules.LONG_PATH.at(WHOLE, message, "use fewer folders, and shorter names")


def risky_names(entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Characters that platforms replace, remove or escape differently (quirk P9; Moodle, measured)."""
    names = [
        entry.name for entry in _content(entries)
        if entry.utf8 and not _SAFE.fullmatch(entry.name) and not _unsafe(entry.name)
    ]  # fmt: skip
    if names:
        odd = sorted({char for name in names for char in name if not _SAFE.fullmatch(char)})
        signs = " ".join("space" if char == " " else shown(char) for char in odd[:8])
        message = f"names hold characters that some platforms change ({signs}): {named(names)}"
        yield rules.RISKY_NAME.at(WHOLE, message, "use a–z, digits, `-` and `_` in names")


def junk(entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """What computers and editors leave behind."""
    names = [entry.name for entry in entries if _JUNK.search(entry.name)]
    if names:
        message = f"this came along by mistake: {named(names)}"
        yield rules.JUNK_FILE.at(WHOLE, message, "leave it out when you pack")


def refused_types(entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Programs and scripts of servers, also under names such as `plan.php.zip` (quirk P12)."""
    for entry in _content(entries):
        kinds = {suffix.lower() for suffix in _suffixes(entry.name)} & REFUSED - _AICC
        if kinds and not entry.folder:
            message = f"`{shown(entry.name)}` is of a type that learning platforms refuse"
            hint = "leave it out, or pack it in a .zip of its own"
            yield rules.REFUSED_FILE_TYPE.at(entry_place(entry.name), message, hint)


def aicc(entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Files by which Moodle recognises another standard (quirk P15)."""
    names = [entry.name for entry in _content(entries) if _AICC & {_last_suffix(entry.name)}]
    if names:
        message = f"this looks like a course of AICC, another standard: {named(names)}"
        yield rules.AICC_FILE.at(WHOLE, message, "leave it out, or give it another ending")


def dead_formats(entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Formats that no longer work, one finding for each."""
    for suffix, why in _DEAD.items():
        names = [entry.name for entry in _content(entries) if _last_suffix(entry.name) == suffix]
        if names:
            yield rules.DEAD_FORMAT.at(WHOLE, f"{named(names)}: {why}")


def _content(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Entries that are no junk, which is reported as such."""
    return (entry for entry in entries if not _JUNK.search(entry.name))


def _suffixes(name: str) -> list[str]:
    """Every ending of a name, also that of a name which is all ending."""
    return [f".{part}" for part in name.rpartition("/")[2].split(".")[1:]]


def _last_suffix(name: str) -> str:
    return (_suffixes(name) or [""])[-1].lower()


def _size(size: int) -> str:
    return f"{size / _MIB:,.0f} MiB" if size >= _MIB else f"{size / 1024:,.0f} KiB"


RULES = (
    large, unsafe, backslashes, encodings, links, encrypted, methods, repeated, case_clashes,
    long_paths, risky_names, junk, refused_types, aicc, dead_formats,
)  # fmt: skip
