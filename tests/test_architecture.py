"""What holds for the code as a whole: imports, targets, and that nothing outside is asked for."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from scorm_builder import bundle, resources, rules
from scorm_builder.source.blocks import BLOCKS
from scorm_builder.targets import TARGETS
from tests.courses import ROOT

PACKAGE = ROOT / "scorm_builder"
# From the ground up: a module may import those of its own line and of the lines above it.
LAYERS = [
    ["diagnostics", "resources", "state", "support", "package", "colours", "fonts"],
    ["archive", "elements", "ours"],
    ["rules", "palette", "manifest"],
    [
        "source.text",
        "templating",
        "source.schema",
        "source.names",
        "source.media",
        "source.html",
        "source.cache",
    ],
    ["bundle", "source.code", "source.math", "source.yaml12", "messages"],
    ["source.pictures", "source.webvtt"],
    ["source.theme"],
    ["source.model", "source.decode", "source.files"],
    ["source.questions.models"],
    ["source.questions.kind"],
    ["source.questions.choices"],
    [
        "source.questions.hotspots",
        "source.questions.arranging",
        "source.questions.typed",
        "source.questions.scenarios",
    ],
    ["source.questions.kinds"],
    ["source.questions.files", "source.questions.views", "source.spans"],
    ["source.attributes", "source.glossary"],
    ["source.blocks"],
    ["source.braces", "source.parts", "source.terms"],
    ["source.printing"],
    ["source.syntax"],
    ["source.page", "source.custom"],
    ["source.references", "source.addresses"],
    ["source.recordings", "source.tables"],
    ["source.installed", "source.own_css"],
    ["source.design"],
    ["source.block_views"],
    ["source.compiler"],
    ["source.kept_pages"],
    ["source.side_by_side", "source.course"],
    ["source.load"],
    ["styles", "scoring"],
    ["units"],
    ["lms.profile", "lms.manifest"],
    ["lms.profiles"],
    ["lms.launch"],
    ["lms"],
    [
        "checks.contrast",
        "checks.ids",
        "checks.links",
        "checks.outline",
        "checks.questions",
        "checks.terms",
        "checks.tracking",
        "render",
    ],
    ["checks"],
    ["targets.scorm", "targets.scorm_manifest"],
    ["targets.scorm12", "targets.scorm2004"],
    ["targets.web.addresses", "targets.web.icons"],
    ["targets.web.around"],
    ["targets.web.heads", "targets.web.offline"],
    ["targets.web"],
    ["targets"],
    ["build", "summary", "new"],
    ["importing.imported", "importing.ids", "importing.pictures", "importing.package"],
    ["importing.xml", "importing.checked", "importing.writing"],
    ["importing.answers", "importing.markdown"],
    ["importing.gift", "importing.moodle", "importing.qti"],
    ["importing"],
    ["explain"],
    ["verdict.editions", "verdict.values"],
    ["verdict.contents", "verdict.grammar"],
    ["verdict.forms_metadata", "verdict.forms_sequencing"],
    ["verdict.forms"],
    ["verdict.zip_rules", "verdict.versions", "verdict.structure", "verdict.references"],
    ["verdict.launching", "verdict.tracking"],
    ["verdict"],
    ["inspection"],
    ["unpacking"],
    ["serving.answers", "serving.guard", "serving.playable"],
    ["serving.site"],
    ["serving.server"],
    ["serving"],
    ["playtest", "playtest.checks", "playtest.browsers", "playtest.course", "playtest.answers"],
    ["playtest.results", "playtest.ending", "playtest.plan"],
    ["playtest.words"],
    [
        "playtest.visit",
        "playtest.side_by_side",
        "playtest.watch",
        "playtest.hands",
        "playtest.conversation",
    ],
    ["playtest.actor"],
    ["playtest.pages", "playtest.foreign", "playtest.kills"],
    ["playtest.walk"],
    ["playtest.learning", "playtest.website"],
    ["playtest.ours"],
    ["playtest.run"],
    ["reports"],
    [
        "reports.text",
        "reports.json",
        "reports.github",
        "reports.sarif",
        "reports.playtests",
    ],
    ["reports.playtests.text", "reports.playtests.json", "reports.playtests.junit"],
    ["preview.findings"],
    ["preview.desk"],
    ["preview.sources"],
    ["preview.run"],
    ["preview"],
    ["cli"],
    ["__main__"],
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}


def modules() -> dict[str, Path]:
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = list(file.relative_to(PACKAGE).with_suffix("").parts)
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if name not in ("", "source", "source.questions"):
            found[name] = file
    return found


@pytest.mark.parametrize("name", modules())
def test_imports_point_one_way(name: str) -> None:
    """Also those of types alone: a circle of ideas is a circle, whenever it is imported."""
    assert name in RANK, f"give {name} a place in LAYERS"
    for node in ast.walk(ast.parse(modules()[name].read_text("utf-8"))):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith(
            "scorm_builder"
        ):
            continue
        base = (node.module or "").removeprefix("scorm_builder").removeprefix(".")
        for alias in node.names:
            inner = f"{base}.{alias.name}".removeprefix(".")
            target = inner if inner in RANK else base
            if target and target != name:
                assert RANK[target] <= RANK[name], f"{name} imports {target}"


@pytest.mark.parametrize("name", modules())
def test_a_module_says_what_it_is(name: str) -> None:
    assert ast.get_docstring(ast.parse(modules()[name].read_text("utf-8")))


def test_every_target_is_registered_and_complete() -> None:
    for name, target in TARGETS.items():
        assert (target.NAME, bool(target.TITLE)) == (name, True)
        assert all((resources.templates() / "runtime" / file).is_file() for file in target.ADAPTER)


def test_every_block_has_its_template() -> None:
    templates = {file.stem for file in (resources.templates() / "blocks").glob("*.html")}
    assert templates == set(BLOCKS)


def test_every_rule_has_a_name_of_its_own() -> None:
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code) for code in rules.CATALOGUE)
    declared = re.findall(r'_(?:error|warning)\(\s*"([^"]+)"', (PACKAGE / "rules.py").read_text())
    assert sorted(declared) == sorted(rules.CATALOGUE)


def test_pages_ask_nothing_of_others_and_hold_no_script_of_their_own() -> None:
    for file in resources.templates().rglob("*"):
        if file.suffix not in (".html", ".js", ".css"):
            continue
        text = file.read_text("utf-8")
        assert "http://" not in re.sub(r"http://www\.w3\.org/\S+", "", text), file
        if file.suffix == ".html":
            assert not re.search(
                r"\son[a-z]+=|\sstyle=|<style|<script(?![^>]*\ssrc=|[^>]*json)", text
            ), file
        if file.suffix == ".js":
            assert not re.search(r"""addEventListener\(\s*['"](before)?unload""", text), file
            assert not re.search(r"onbeforeunload|onunload|\beval\(|innerHTML", text), file


def test_scripts_and_styles_stay_light() -> None:
    """Those of a course with every block, a glossary, a certificate and a theme, gzipped as an LMS
    sends them; but for the colours of code."""
    import gzip

    ours = resources.templates()
    uses = {file.stem for file in ours.glob("css/blocks/*")} - {"code"}
    uses |= {file.stem for file in ours.glob("short/blocks/*")}
    asking = {name for name in uses if re.match("question|quiz|score|typed|spots", name)}
    choices = {"question", "question-single", "question-multiple"}

    def size(adapter: Sequence[str], uses: set[str]) -> int:
        files = [bundle.style([ours], uses), bundle.script([ours], adapter, uses)]
        return sum(len(gzip.compress(file, 9, mtime=0)) for file in files)

    for adapter in {target.ADAPTER for target in TARGETS.values()}:
        assert size(adapter, uses - asking) <= 20_480  # 20 kB
        assert size(adapter, uses - asking | choices) - size(adapter, uses - asking) <= 4_500
        assert size(adapter, uses) <= 32_000
