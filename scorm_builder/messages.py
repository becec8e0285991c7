"""The words of the learner's interface, one JSON file a language, with plurals by CLDR."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scorm_builder import resources, rules
from scorm_builder.diagnostics import Diagnostic, Position
from scorm_builder.source.text import read_text
from scorm_builder.templating import FOLDER

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from babel import Locale

Text = str | dict[str, str]
FALLBACK = "en"
FOR_THE_RUNTIME = "run."
"""Keys with this prefix are shipped to the browser."""

_KEYS = "take the keys and the {placeholders} from the built-in en.json"
_ONE_AND_OTHER = frozenset("de en nl sv tr".split())
"""Languages whose whole numbers have two forms, of 1 and of all others. Reading Babel's data for so
little would take a thirtieth of the time of a build of 200 steps."""
_PLURALS = ("zero", "one", "two", "few", "many", "other")
_UNITS = (("gigabyte", 10**9), ("megabyte", 10**6), ("kilobyte", 10**3))
_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he khw ks ps sd ug ur yi".split())
_RIGHT_TO_LEFT_SCRIPTS = frozenset("Adlm Arab Aran Hebr Mand Nkoo Rohg Samr Syrc Thaa".split())


@dataclass(frozen=True)
class Messages:
    """The messages of one language."""

    lang: str
    texts: dict[str, Text]

    def __call__(self, key: str, **values: Any) -> str:
        """The text of `key`, its plural form picked by `count`, with `values` filled in."""
        text = self.texts[key]
        if isinstance(text, dict):
            text = text.get(_plural(self.lang, values.get("count", 0))) or text["other"]
        return text.format(**values)

    def for_the_runtime(self, unused: Collection[str]) -> dict[str, Text]:
        """What the browser needs: all `run.` keys but the `run.name.` ones of these unused blocks."""
        left_out = tuple(f"{FOR_THE_RUNTIME}{name}." for name in unused)
        return {
            key: text
            for key, text in sorted(self.texts.items())
            if key.startswith(FOR_THE_RUNTIME) and not key.startswith(left_out)
        }


def load_messages(course: Path, lang: str, at: Position) -> tuple[Messages, list[Diagnostic]]:
    """The messages for `lang`; English where a language has none, which is a finding at `at`.

    A course's own `templates/messages/<lang>.json` may add a language or reword single messages.
    The rules for plurals are those of the language that is spoken in the end, here and in the browser.
    """
    texts: dict[str, Text] = dict(_built_in(FALLBACK) or {})
    said: set[str] = set()
    spoken = FALLBACK
    findings: list[Diagnostic] = []
    for name in tags(lang):
        own, problems = _own(course, name, texts)
        findings += problems
        found = {**(_built_in(name) or {}), **own}
        if found:
            texts |= found
            said |= found.keys()
            spoken = name
    missing = [key for key in texts if key not in said]
    if missing and not findings:
        findings.append(_unsaid(lang, missing, len(texts), at))
    return Messages(spoken, texts), findings


def tags(lang: str) -> list[str]:
    """What a language may go by, from the general to the special: `zh`, `zh-Hant`, `zh-TW`."""
    language = lang.split("-")[0].lower()
    names = [language, lang]
    locale = _locale(lang) if len(lang) > 2 else None  # two letters tell no script
    if locale and locale.script:
        names.insert(1, f"{language}-{locale.script}")
    return list(dict.fromkeys(names))


def languages(course: Path) -> list[str]:
    """The tags of all languages that have messages: ours, and those of the course in this folder."""
    folders = (resources.templates() / "messages", course / FOLDER / "messages")
    names = {file.stem for folder in folders for file in folder.glob("*.json")}
    return sorted(name for name in names if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", name))


def direction(lang: str) -> str:
    """`rtl` for a language that is written from right to left."""
    written = re.search(r"-([A-Za-z]{4})\b", lang)
    if written:
        return "rtl" if written[1].title() in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if lang.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def language_name(lang: str) -> str:
    """What a language calls itself: `nl` → Nederlands."""
    locale = _locale(lang)
    name = locale.display_name if locale else None
    return name[0].upper() + name[1:] if name else lang


def _unsaid(lang: str, missing: list[str], total: int, at: Position) -> Diagnostic:
    file = f"{FOLDER}/messages/{lang}.json"
    if len(missing) == total:
        return rules.NO_MESSAGES.at(
            at,
            f"the buttons and states have no `{lang}` text yet, and will be English",
            f"write `{file}`, with the keys of the built-in en.json",
        )
    first = ", ".join(f"`{key}`" for key in missing[:3])
    more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
    return rules.NO_MESSAGES.at(
        at,
        f"{len(missing)} of the {total} texts of the interface are not there in `{lang}`,"
        " and will be English",
        f"add to `{file}`: {first}{more}",
    )


def file_size(lang: str, length: int) -> str:
    """A number of bytes in words, in decimal units as browsers show them: 12 MB."""
    # Imported here: few courses say a size.
    from babel.units import format_unit

    unit, one = next(((name, size) for name, size in _UNITS if length >= size), _UNITS[-1])
    amount = round(length / one, 1 if unit == "gigabyte" else None) or 1
    locale = _locale(lang) or _locale(FALLBACK)
    return format_unit(amount, f"digital-{unit}", length="short", locale=locale)


def _plural(lang: str, count: int) -> str:
    locale = None if lang.partition("-")[0] in _ONE_AND_OTHER else _locale(lang)
    if locale:
        return locale.plural_form(count)
    return "one" if count == 1 else "other"


def _locale(lang: str) -> Locale | None:
    """What CLDR knows of a language, if anything."""
    # Imported here: courses in the languages with simple plurals need none of it.
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def _built_in(name: str) -> dict[str, Text] | None:
    file = resources.templates() / "messages" / f"{name}.json"
    if not file.is_file():
        return None
    texts: dict[str, Text] = json.loads(file.read_text("utf-8"))
    return texts


def _own(
    course: Path, name: str, known: Mapping[str, Text]
) -> tuple[dict[str, Text], list[Diagnostic]]:
    path = f"{FOLDER}/messages/{name}.json"
    if not (course / path).is_file():
        return {}, []
    text = read_text(course / path, path)
    if isinstance(text, Diagnostic):
        return {}, [text]
    try:
        texts = json.loads(text)
    except json.JSONDecodeError as problem:
        where = Position(path, problem.lineno, problem.colno)
        return {}, [rules.BAD_MESSAGES.at(where, f"this is no JSON: {problem.msg}")]
    except (RecursionError, ValueError):
        return {}, [rules.BAD_MESSAGES.at(Position(path), "this is no message file", _KEYS)]
    return _valid(texts, known, text, path)


def _valid(
    texts: object, known: Mapping[str, Text], source: str, path: str
) -> tuple[dict[str, Text], list[Diagnostic]]:
    if not isinstance(texts, dict):
        return {}, [rules.BAD_MESSAGES.at(Position(path), "a message file is one JSON object")]
    good: dict[str, Text] = {}
    findings = []
    for key, text in texts.items():
        fault = _fault(key, text, known)
        if fault:
            findings.append(rules.BAD_MESSAGES.at(_place(key, source, path), fault, _KEYS))
        else:
            good[key] = text
    return good, findings


def _fault(key: str, text: object, known: Mapping[str, Text]) -> str:
    """What is wrong with a message of the course, or nothing."""
    if key not in known:
        return f"`{key}` is not a message"
    if isinstance(text, dict) and "other" not in text:
        return f"`{key}` needs the form `other`"
    if isinstance(text, dict) and not text.keys() <= set(_PLURALS):
        odd = next(form for form in text if form not in _PLURALS)
        return f"`{key}` has the form `{odd}`, and plurals have {', '.join(_PLURALS)}"
    if not all(isinstance(form, str) for form in _forms(text)):
        return f"`{key}` has no text"
    for form in _forms(text):
        foreign = _placeholders(form) - set().union(*map(_placeholders, _forms(known[key])))
        if foreign:
            return f"`{key}` cannot hold `{sorted(foreign)[0]}`"
    return ""


def _forms(text: Any) -> list[Any]:
    return list(text.values()) if isinstance(text, dict) else [text]


def _placeholders(text: str) -> set[str]:
    """`{name}` in a text; braces and characters that cannot be printed count as themselves."""
    rest = re.sub(r"\{[a-z]+\}", "", text)
    return set(re.findall(r"\{[a-z]+\}", text)) | set(re.findall("[{}\ud800-\udfff]", rest))


def _place(key: str, source: str, path: str) -> Position:
    lines = source.split("\n")
    sign = json.dumps(key, ensure_ascii=False)
    found = [(n, line.find(sign)) for n, line in enumerate(lines, 1) if sign in line]
    return Position(path, found[0][0], found[0][1] + 1) if found else Position(path)
