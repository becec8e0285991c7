"""The learner's words: every language says everything, and counts as CLDR does."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from babel import Locale

from scorm_builder import resources
from scorm_builder.diagnostics import Position
from scorm_builder.messages import Messages, direction, language_name, load_messages
from scorm_builder.source.syntax import _QUOTES
from tests.courses import write

FOLDER = resources.templates() / "messages"
LANGUAGES = sorted(file.stem for file in FOLDER.glob("*.json"))
HERE = Position("course.yaml", 4, 7)

Files = Mapping[str, str | bytes]


def read(lang: str) -> dict[str, Any]:
    texts: dict[str, Any] = json.loads((FOLDER / f"{lang}.json").read_text("utf-8"))
    return texts


ENGLISH = read("en")
OWN_SCRIPT = ("ar", "he", "ja", "zh", "zh-Hant")
each_language = pytest.mark.parametrize("lang", LANGUAGES)


def forms(text: str | dict[str, str]) -> dict[str, str]:
    return text if isinstance(text, dict) else {"": text}


def flat(lang: str) -> dict[str, str]:
    """Every form of every message, by `key` or `key/form`."""
    return {
        f"{key}/{form}".rstrip("/"): text
        for key, message in read(lang).items()
        for form, text in forms(message).items()
    }


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def rule(lang: str) -> Callable[[int], str]:
    return Locale.parse(lang, sep="-").plural_form


def categories(lang: str) -> set[str]:
    """The plural forms that a language has."""
    return {*Locale.parse(lang, sep="-").plural_form.tags, "other"}


def single(lang: str) -> set[str]:
    """The plural forms that stand for one number only, which a text need not give."""
    numbers = [rule(lang)(n) for n in range(1000)]
    return {form for form in set(numbers) if numbers.count(form) == 1}


# The files


def test_these_are_the_languages() -> None:
    there = "ar de en es fr he it ja nl pl pt sv tr zh zh-Hant"
    assert " ".join(LANGUAGES) == there


@each_language
def test_a_language_says_what_english_says_in_the_same_order(lang: str) -> None:
    texts = read(lang)
    missing = [key for key in ENGLISH if key not in texts]
    extra = [key for key in texts if key not in ENGLISH]
    assert (missing, extra) == ([], [])
    assert list(texts) == list(ENGLISH)


@each_language
def test_a_message_that_counts_has_the_plurals_of_the_language(lang: str) -> None:
    found = {key: set(text) for key, text in read(lang).items() if isinstance(text, dict)}
    assert found == {
        key: categories(lang) for key, text in ENGLISH.items() if isinstance(text, dict)
    }


@each_language
def test_a_message_has_the_placeholders_of_english(lang: str) -> None:
    wrong = {}
    for key, text in read(lang).items():
        known = set().union(*(placeholders(form) for form in forms(ENGLISH[key]).values()))
        for form, words in forms(text).items():
            found = placeholders(words)
            if not (found == known or (form in single(lang) and found < known)):
                wrong[f"{key} {form}".strip()] = sorted(found ^ known)
    assert wrong == {}


@each_language
def test_a_text_is_typeset(lang: str) -> None:
    marks = set("“”„‘‹›«»「」『』") - set("".join(_QUOTES.get(lang, "“”‘’")))
    for key, text in flat(lang).items():
        assert text.strip() == text != "", key
        assert not set(text) & {"'", '"', *marks}, key
        assert not re.search(r" {2}|\.\.\.| [.,]|[\t\n]", text), key


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_a_text_is_translated(lang: str) -> None:
    english = {key: " ".join(forms(text).values()) for key, text in ENGLISH.items()}
    texts = {key: " ".join(forms(text).values()) for key, text in read(lang).items()}
    bare = {key: re.sub(r"\{\w+\}", "", text) for key, text in texts.items()}
    same = [key for key, text in texts.items() if text == english[key] and len(text.split()) > 2]
    left = [key for key in same if re.search("[a-z]", bare[key])]
    if lang in OWN_SCRIPT:
        left += [key for key, text in bare.items() if re.search("[a-z]", text) and text.isascii()]
    assert left == []


@pytest.mark.parametrize(
    ("lang", "other"),
    [
        ("de", r"\b(du|dein\w*|dir|dich)\b"),
        ("es", r"\b(usted|ustedes|vosotros|vuestr\w+)\b"),
        ("fr", r"\b(tu|ton|tes|toi)\b"),
        ("nl", r"\b(u|uw)\b"),
        ("pt", r"\b(tu|teu|tua|você|vocês|tela|ecrã|arquivo|ficheiro|\w+á a \w+r)\b"),
        ("tr", r"\b(sen|senin|seni|sana)\b"),
        ("zh", "你"),
        ("zh-Hant", "你"),
    ],
)
def test_a_learner_is_addressed_in_one_way(lang: str, other: str) -> None:
    found = [key for key, text in flat(lang).items() if re.search(other, text, re.IGNORECASE)]
    assert found == []


@pytest.mark.parametrize("lang", ["ar", "he"])
def test_text_of_another_direction_is_isolated(lang: str) -> None:
    numbers = "count|number|total|done|n|required|pass|least|most|right"
    for key, text in flat(lang).items():
        apart = re.sub("\u2068[^\u2069]*\u2069", "", text)
        assert not re.search(rf"\{{(?!({numbers})\}})", apart), key


def test_french_has_a_space_before_high_marks() -> None:
    for key, text in flat("fr").items():
        assert not re.search(r"[^\u00a0\u202f][:;!?%]", text), key


@pytest.mark.parametrize("lang", ["ja", "zh", "zh-Hant"])
def test_chinese_and_japanese_have_wide_marks(lang: str) -> None:
    for key, text in flat(lang).items():
        assert not re.search(r"[.,:;!?]($| )", text), key


# Plurals


def test_the_browser_counts_as_the_build_does() -> None:
    script = """
      const count = (lang) => {
        const rules = new Intl.PluralRules(lang);
        return [...Array(121).keys()].map((n) => rules.select(n));
      };
      console.log(JSON.stringify(process.argv.slice(1).map(count)));
    """
    ran = subprocess.run(
        ["node", "-e", script, *LANGUAGES], capture_output=True, text=True, check=True
    )
    theirs = dict(zip(LANGUAGES, json.loads(ran.stdout), strict=True))
    assert theirs == {lang: [rule(lang)(n) for n in range(121)] for lang in LANGUAGES}


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", {1: "1 minute", 2: "2 minutes"}),
        ("fr", {0: "0 minute", 1: "1 minute", 2: "2 minutes", 1000000: "1000000 de minutes"}),
        ("pl", {1: "1 minuta", 3: "3 minuty", 5: "5 minut", 12: "12 minut", 22: "22 minuty"}),
        ("ar", {1: "دقيقة واحدة", 2: "دقيقتان", 3: "3 دقائق", 11: "11 دقيقة", 100: "100 دقيقة"}),
        ("he", {1: "דקה אחת", 2: "שתי דקות", 3: "3 דקות", 20: "20 דקות"}),
        ("ja", {1: "1 分", 2: "2 分"}),
    ],
)
def test_a_language_counts(lang: str, said: dict[int, str], tmp_path: Path) -> None:
    words, findings = load_messages(tmp_path, lang, HERE)
    assert not findings
    assert {count: words("minutes", count=count) for count in said} == said


# Which language is spoken


@pytest.mark.parametrize(
    ("lang", "spoken", "next_"),
    [
        ("nl-BE", "nl", "Verder"),
        ("PT-br", "pt", "Continuar"),
        ("zh", "zh", "继续"),
        ("zh-CN", "zh", "继续"),
        ("zh-Hans-SG", "zh", "继续"),
        ("zh-Hant", "zh-Hant", "繼續"),
        ("zh-TW", "zh-Hant", "繼續"),
        ("zh-HK", "zh-Hant", "繼續"),
        ("zh-Hant-MO", "zh-Hant", "繼續"),
    ],
)
def test_a_course_speaks_the_nearest_language(
    lang: str, spoken: str, next_: str, tmp_path: Path
) -> None:
    words, findings = load_messages(tmp_path, lang, HERE)
    assert (words.lang, words("next"), findings) == (spoken, next_, [])


@pytest.mark.parametrize(
    ("lang", "dir_"),
    [
        ("ar-EG", "rtl"), ("he", "rtl"), ("fa", "rtl"), ("nl", "ltr"), ("ku", "ltr"),
        ("az-Arab", "rtl"), ("pa-arab-PK", "rtl"), ("ar-Latn", "ltr"), ("zh-Hant-TW", "ltr"),
    ],
)  # fmt: skip
def test_the_direction_of_a_language(lang: str, dir_: str) -> None:
    assert direction(lang) == dir_


@pytest.mark.parametrize(
    ("lang", "name"),
    [("nl", "Nederlands"), ("pt-BR", "Português (Brasil)"), ("he", "עברית"), ("zz", "zz")],
)
def test_a_language_has_its_own_name(lang: str, name: str) -> None:
    assert language_name(lang) == name


# Words of a course's own


def own(folder: Path, lang: str, files: dict[str, dict[str, Any]]) -> tuple[Messages, list[str]]:
    """The messages of a course with these files, and what is found: message and hint."""
    written: Files = {
        f"templates/messages/{name}.json": json.dumps(texts) for name, texts in files.items()
    }
    words, findings = load_messages(write(folder, dict(written)), lang, HERE)
    return words, [f"{one.message}\n{one.hint}" for one in findings]


def test_a_course_rewords_one_message(tmp_path: Path) -> None:
    words, findings = own(tmp_path, "nl", {"nl": {"next": "Door"}})
    assert (words("next"), words("previous"), findings) == ("Door", "Vorige", [])


def test_a_region_is_said_over_its_language(tmp_path: Path) -> None:
    files = {"pt": {"next": "Avançar", "exit": "Fechar"}, "pt-BR": {"exit": "Encerrar"}}
    words, findings = own(tmp_path, "pt-BR", files)
    assert (words("next"), words("exit"), words("previous")) == ("Avançar", "Encerrar", "Anterior")
    assert findings == []


def test_simplified_words_do_not_get_into_a_traditional_course(tmp_path: Path) -> None:
    words, _ = own(tmp_path, "zh-TW", {"zh": {"next": "前进"}, "zh-TW": {"exit": "關閉"}})
    assert (words("next"), words("exit")) == ("繼續", "關閉")


def test_a_message_file_is_all_that_a_new_language_takes(tmp_path: Path) -> None:
    texts = {
        key: dict.fromkeys(("one", "other"), "{count} fi") if key == "minutes" else f"fi {key}"
        for key in ENGLISH
    }
    words, findings = own(tmp_path, "fi", {"fi": texts})
    assert findings == []
    assert (words.lang, words("next"), words("minutes", count=5)) == ("fi", "fi next", "5 fi")


def test_what_a_new_language_does_not_say_yet_is_told(tmp_path: Path) -> None:
    texts = {key: f"fi {key}" for key in ENGLISH if key not in ("exit", "next")}
    words, findings = own(tmp_path, "fi", {"fi": texts})
    assert (words("previous"), words("next")) == ("fi previous", "Continue")
    (finding,) = findings
    assert finding.splitlines() == [
        f"2 of the {len(ENGLISH)} texts of the interface are not there in `fi`, and will be English",
        "add to `templates/messages/fi.json`: `exit`, `next`",
    ]


def test_a_language_that_is_hardly_begun_is_told_in_short(tmp_path: Path) -> None:
    words, findings = own(tmp_path, "fi", {"fi": {"next": "Jatka"}})
    assert words("next") == "Jatka"
    assert findings[0].endswith(f"`label`, `skip`, `noscript` and {len(ENGLISH) - 4} more")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ({"one": "x"}, "`minutes` needs the form `other`"),
        (
            {"singular": "x", "other": "y"},
            "`minutes` has the form `singular`, and plurals have zero, one, two, few, many, other",
        ),
    ],
)
def test_a_plural_has_forms_by_cldr(text: dict[str, str], fault: str, tmp_path: Path) -> None:
    _, findings = own(tmp_path, "nl", {"nl": {"minutes": text}})
    assert [one.partition("\n")[0] for one in findings] == [fault]


@each_language
def test_a_number_has_the_form_of_its_language(lang: str) -> None:
    words = Messages(lang, {"n": {form: form for form in categories(lang)}})
    numbers = [*range(1000), 1_000_000]
    assert [words("n", count=n) for n in numbers] == [rule(lang)(n) for n in numbers]


def test_the_rules_for_plurals_are_those_of_the_language_that_is_spoken(tmp_path: Path) -> None:
    words, _ = load_messages(tmp_path, "vi", HERE)  # has no `one`, but speaks English
    assert (words.lang, words("steps", count=1)) == ("en", "1 step")
