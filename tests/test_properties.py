"""What holds for any course: it builds, its manifest is valid, and edits cost no learner anything."""

from __future__ import annotations

import json
import random
import tempfile
from fractions import Fraction
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from scorm_builder import state
from scorm_builder.build import Build, build
from scorm_builder.diagnostics import errors
from scorm_builder.package import Package, write_zip
from scorm_builder.targets import TARGETS
from tests.courses import write
from tests.state_codec import State, decode, encode

IDS = st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True)
# Any text that an author could mean: no control characters or line separators, not only blanks.
TEXT = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp"), exclude_characters="\ufffe\uffff\x85"),
    min_size=1, max_size=60,
).filter(lambda text: text.strip())  # fmt: skip
WORDS = st.text(st.sampled_from("abc déf ghí 東京 שלום 😀 ."), min_size=1, max_size=80).filter(
    lambda text: any(char.isalnum() for char in text)
)
QUIZ = """\
questions:
  - {id: sound, type: true-false, ask: Is it loud?, answer: true}
"""
EDITIONS = {"scorm12": "scorm12", "scorm2004-3": "scorm2004-3rd", "scorm2004-4": "scorm2004-4th"}
"""What the checker of the published schemas calls our targets."""

STEP = st.fixed_dictionaries(
    {
        "title": TEXT,
        "required": st.booleans(),
        "done": st.sampled_from(["viewed", "confirm"]),
        "text": WORDS,
    }
)
TOPIC = st.fixed_dictionaries(
    {"title": TEXT, "summary": st.one_of(st.just(""), TEXT), "steps": st.lists(STEP, min_size=1, max_size=4)}
)  # fmt: skip


@st.composite
def courses(draw: st.DrawFn) -> dict[str, object]:
    """A course: outline fields, and topics whose steps hold the text of their page."""
    topics = draw(st.lists(TOPIC, min_size=1, max_size=4))
    number = len(topics) + sum(len(topic["steps"]) for topic in topics)
    ids = iter(draw(st.lists(IDS, min_size=number, max_size=number, unique=True)))
    for topic in topics:
        topic["id"] = next(ids)
        for step in topic["steps"]:
            step["id"] = next(ids)
    topics[0]["steps"][0]["required"] = True
    return {
        "id": draw(IDS),
        "title": draw(TEXT),
        "description": draw(st.one_of(st.just(""), TEXT)),
        "lang": draw(st.sampled_from(["nl", "en", "en-GB", "nl-BE"])),
        "version": draw(st.from_regex(r"[0-9A-Za-z][0-9A-Za-z._-]{0,19}", fullmatch=True)),
        "count": draw(st.sampled_from(["steps", "topics"])),
        "packaging": draw(st.sampled_from(["course", "topics"])),
        "order": draw(st.sampled_from(["free", "linear"])),
        "mark": draw(st.one_of(st.none(), st.integers(1, 100))),
        "topics": topics,
    }


def files_of(course: dict) -> dict[str, str]:
    quoted = partial(json.dumps, ensure_ascii=False)  # a JSON text is a YAML text
    lines = [
        "format: 1",
        f"id: {course['id']}",
        f"title: {quoted(course['title'])}",
        f"description: {quoted(course['description'])}",
        f"lang: {course['lang']}",
        f"version: {quoted(course['version'])}",
        f"packaging: {course['packaging']}",
        f"progress: {{count: {course['count']}, order: {course['order']}}}",
    ]
    first = course["topics"][0]["steps"][0]["id"]
    files = {}
    if course["mark"]:
        lines.append(
            f"tracking: {{complete: quiz-passed, score: {quoted(first)}, pass: {course['mark']}}}"
        )
        files["quiz.yaml"] = QUIZ
    lines.append("topics:")
    for topic in course["topics"]:
        lines += [f"  - id: {quoted(topic['id'])}", f"    title: {quoted(topic['title'])}"]
        lines += [f"    summary: {quoted(topic['summary'])}", "    steps:"]
        for step in topic["steps"]:
            lines += [
                f"      - id: {quoted(step['id'])}",
                f"        title: {quoted(step['title'])}",
                f"        page: {step['id']}.md",
                *(
                    ["        quiz: quiz.yaml"]
                    if course["mark"] and step["id"] == first
                    else [f"        done: {step['done']}"]
                ),
                f"        required: {str(step['required']).lower()}",
            ]
            files[f"{step['id']}.md"] = f"Text {step['text']}\n"
    return {"course.yaml": "\n".join(lines) + "\n", **files}


def build_in(folder: Path, course: dict, *targets: str) -> Build:
    return build(write(folder, files_of(course)), *(TARGETS[name] for name in targets))


@given(courses())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_course_builds_and_its_manifest_says_what_the_author_said(course: dict) -> None:
    with tempfile.TemporaryDirectory() as folder:
        built = build_in(Path(folder), course, *TARGETS)
        assert errors(built.diagnostics) == []
        assert built.packages.keys() == TARGETS.keys()
        for package in (built.packages[name] for name in EDITIONS):
            manifest = package.files["imsmanifest.xml"]
            assert isinstance(manifest, bytes)
            root = etree.fromstring(manifest)
            title = root.findtext(".//{*}organization/{*}title")
            assert title == course["title"].strip()
            told = root.findtext(".//{*}masteryscore"), root.findtext(".//{*}minNormalizedMeasure")
            mark = Fraction(told[0]) if told[0] else Fraction(told[1] or 0) * 100
            assert mark == (course["mark"] or 0)
            write_zip(package, Path(folder) / "out.zip", (1980, 1, 1, 0, 0, 0))
        assert built.package
        pages = documents(built.package)
        assert len(pages) == (len(course["topics"]) if course["packaging"] == "topics" else 1)
        shown = sum(page.count('class="page step"') for page in pages)
        assert shown == sum(len(topic["steps"]) for topic in course["topics"])


@given(courses(), st.integers())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_edit_changes_what_a_learner_has_done(course: dict, seed: int) -> None:
    """Done steps, by the tags of one release, read by the tags of the next."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        before = tags_of(build_in(Path(folder) / "before", course, "scorm12"))
        done = {step for step in before if chance.random() < 0.5}
        kept = encode(State("abcd", 7, {before[step] for step in done}))
        edit(course, chance)
        after = tags_of(build_in(Path(folder) / "after", course, "scorm12"))
    known = decode(kept).done
    assert {step for step, tag in after.items() if tag in known} == done & set(after)


def tags_of(built: Build) -> dict[str, int]:
    assert errors(built.diagnostics) == []
    assert built.package
    steps = {
        step["id"]: step["tag"]
        for page in documents(built.package)
        for topic in data_of(page)["topics"]
        for step in topic["steps"]
    }
    assert steps == {step: state.tag(step) for step in steps}
    return steps


def documents(package: Package) -> list[str]:
    """What a platform may open."""
    found = [content for name, content in package.files.items() if name.endswith(".html")]
    return [content.decode() for content in found if isinstance(content, bytes)]


def data_of(page: str) -> dict:
    data = page.split('<script type="application/json" id="course">')[1]
    return json.loads(data.split("</script>")[0])  # type: ignore[no-any-return]


def edit(course: dict, chance: random.Random) -> None:
    """Insert, remove, move and reword."""
    steps = [step for topic in course["topics"] for step in topic["steps"]]
    first = course["topics"][0]
    chance.shuffle(steps)
    if len(steps) > 1:
        steps.pop()
    steps.insert(
        0,
        {
            "id": "brand-new-step-of-ours",
            "title": "New",
            "required": True,
            "done": "confirm",
            "text": "a",
        },
    )
    for step in steps:
        step["title"] += " once more"
    first["steps"] = steps
    course["topics"] = [first]
    course["title"] = "Another title"


@given(courses())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_published_schemas_accept_what_ours_accept(
    published,
    course: dict,
) -> None:  # type: ignore[no-untyped-def]
    with tempfile.TemporaryDirectory() as folder:
        for name, package in build_in(Path(folder), course, *EDITIONS).packages.items():
            file = Path(folder) / "out.zip"
            write_zip(package, file, (1980, 1, 1, 0, 0, 0))
            edition, findings = published(file)
            assert (edition, findings.items) == (EDITIONS[name], [])
