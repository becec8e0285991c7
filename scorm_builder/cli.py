"""Arguments → one call → report → exit code.

Exit codes: 0 built or clean, 1 the course has errors (or warnings, with --strict) or a certificate
does not fit or nothing could be imported or a package failed its play-test, 2 wrong usage or a file that cannot be written, 3 a fault of ours, 130 interrupted.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
import traceback
from contextlib import contextmanager
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from scorm_builder import __version__

# What a command needs is imported when it runs: `--help` is as fast as click.

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from scorm_builder.build import Build
    from scorm_builder.diagnostics import Diagnostic
    from scorm_builder.explain import Explanation
    from scorm_builder.importing import Import
    from scorm_builder.inspection import Inspection
    from scorm_builder.lms import Named
    from scorm_builder.package import Date, Package
    from scorm_builder.playtest.results import Results
    from scorm_builder.reports import Report, Written
    from scorm_builder.serving import Playable
    from scorm_builder.source.model import Outline
    from scorm_builder.targets import Target

# A build makes many objects and no cycles worth collecting before it ends.
gc.set_threshold(200_000)

_FORMATS = ("text", "json", "github", "sarif")
_TARGETS = ("scorm12", "scorm2004-3", "scorm2004-4", "web")
_ALL = "all"
_SPLIT = ("topics",)
_LANGUAGES = ("en", "nl")
_SCHEMAS = ("course", "quiz", "questions", "profile")
_ZIP_HAS_ITS_OWN = "--target is for a course: a zip is played as what it is"
_OK, _FAULTY, _USAGE, _BUG, _INTERRUPTED = 0, 1, 2, 3, 130

_directory = click.argument(
    "directory", required=False, metavar="[DIR]", type=click.Path(path_type=Path)
)
_format = click.option(
    "--format", "format_", type=click.Choice(_FORMATS), default="text", show_default=True,
    help="How findings are written.",
)  # fmt: skip
_strict = click.option("--strict", is_flag=True, help="Let warnings count as errors.")
_target = click.option(
    "--target", "targets", type=click.Choice([*_TARGETS, _ALL]), multiple=True, default=(),
    help="What to compile to; may be given several times. By default what course.yaml names, else"
    " scorm12.",
)  # fmt: skip


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 ok, 1 faults in the course, 2 wrong usage, 3 a fault of scorm-builder,"
    " 130 interrupted.",
)
@click.version_option(__version__, prog_name="scorm-builder")
def cli() -> None:
    """Compile a course, written as YAML and Markdown, into a SCORM package or a website.

    \b
    Begin:    scorm-builder new my-course
    Check:    scorm-builder check my-course
    Preview:  scorm-builder preview my-course
    Build:    scorm-builder build my-course
    Test:     scorm-builder test my-course
    Look:     scorm-builder inspect dist/my-course-1.0.0-scorm12.zip
    Import:   scorm-builder import questions quiz.gift
    Help:     scorm-builder explain CODE --course my-course
    """


@cli.command(epilog="Example: scorm-builder new my-course --lang nl")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--lang", type=click.Choice(_LANGUAGES), default="en", show_default=True,
    help="The language of the course.",
)  # fmt: skip
def new(directory: Path, lang: str) -> None:
    """Make a small course in the new folder DIR, which passes every check."""
    from scorm_builder.new import FolderNotEmpty, make_course

    try:
        files = make_course(directory, lang)
    except FolderNotEmpty as problem:
        raise click.UsageError(f"{directory} holds files already; name a new folder") from problem
    except OSError as problem:
        raise _cannot_write(directory, problem) from problem
    for file in files:
        click.echo(f"  {directory / file}")
    click.echo(f"\nNext: scorm-builder build {directory}")


@cli.command(
    epilog="Examples: scorm-builder check my-course"
    " --- scorm-builder check --format sarif > findings.sarif"
    " --- scorm-builder check download.zip --strict"
)
@click.argument("path", required=False, metavar="[DIR|FILE.zip]", type=click.Path(path_type=Path))
@_target
@_format
@_strict
@click.pass_context
def check(
    context: click.Context,
    path: Path | None,
    targets: tuple[str, ...],
    format_: str,
    strict: bool,
) -> None:
    """Check the course in DIR, or the package FILE.zip, and write nothing.

    DIR is the folder with course.yaml; by default this folder, or `course` in it. FILE.zip is a
    package of SCORM 1.2 or SCORM 2004 (2nd, 3rd or 4th Edition), whoever made it.
    """
    from scorm_builder.build import build as build_package
    from scorm_builder.reports import Report

    if path and _is_package(path):
        context.exit(_check_package(path, format_, strict))
    root = _root(path)
    chosen = _load_targets(targets)
    found = _with_progress(lambda progress: build_package(root, *chosen, progress=progress))
    _print(Report(root, found.diagnostics), format_)
    context.exit(_exit_code(found.diagnostics, strict))


@cli.command(
    epilog="Examples: scorm-builder inspect download.zip"
    " --- scorm-builder inspect download.zip --format json"
)
@click.argument("file", metavar="FILE.zip", type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True,
    help="How the summary is written.",
)  # fmt: skip
@click.pass_context
def inspect(context: click.Context, file: Path, format_: str) -> None:
    """Show what is in the package FILE.zip: standard, items, sizes, metadata.

    It may be a package of SCORM 1.2 or SCORM 2004, whoever made it. Nothing is unpacked.
    """
    from scorm_builder.inspection import inspect as look_into
    from scorm_builder.reports import Report
    from scorm_builder.verdict import judge

    found = judge(file)
    if found.contents is None:
        _print(Report(file, found.diagnostics, texts=found.texts), format_)
        context.exit(_FAULTY)
    click.echo(_answer_text(look_into(file, found, found.contents), format_))


def _is_package(path: Path) -> bool:
    """Whether a path is that of a package rather than of the folder of a course."""
    return path.is_file() or (path.suffix.lower() == ".zip" and not path.is_dir())


def _check_package(file: Path, format_: str, strict: bool) -> int:
    from scorm_builder.reports import Report
    from scorm_builder.verdict import judge

    found = judge(file)
    _print(Report(file, found.diagnostics, texts=found.texts), format_)
    return _exit_code(found.diagnostics, strict)


@cli.command(
    epilog="Examples: scorm-builder build my-course"
    " --- scorm-builder build my-course --target scorm12 --target scorm2004-3"
    " --- scorm-builder build my-course --split topics"
    " --- scorm-builder build my-course --target web --unpacked"
    " --- scorm-builder build my-course -o out --strict --format github"
)
@_directory
@click.option(
    "-o", "--output", metavar="DIR", type=click.Path(path_type=Path), default=Path("dist"),
    show_default=True, help="The folder for the package.",
)  # fmt: skip
@_target
@click.option(
    "--split", type=click.Choice(_SPLIT), default=None,
    help="One package for each topic, with the same ids as in the whole course.",
)  # fmt: skip
@click.option(
    "--unpacked",
    is_flag=True,
    help="Write folders instead of zips, as a server of websites wants them.",
)
@_format
@_strict
@click.pass_context
def build(
    context: click.Context,
    directory: Path | None,
    output: Path,
    targets: tuple[str, ...],
    split: str | None,
    unpacked: bool,
    format_: str,
    strict: bool,
) -> None:
    """Compile the course in DIR to a package for each target.

    DIR is the folder with course.yaml; by default this folder, or `course` in it. A package holds the
    whole course, as one item in the menu of a platform or, with `packaging: topics` in course.yaml,
    as an item for each topic. Nothing is written when there is an error. SOURCE_DATE_EPOCH sets
    the date of the files in the package.
    """
    from scorm_builder.build import build as build_package
    from scorm_builder.reports import Report
    from scorm_builder.summary import summary

    root = _root(directory)
    chosen = _load_targets(targets)
    found = _with_progress(
        lambda progress: build_package(root, *chosen, progress=progress, split=split is not None)
    )
    code = _exit_code(found.diagnostics, strict)
    if code or not found.packages or found.course is None:
        _print(Report(root, found.diagnostics), format_)
        context.exit(code)
    date = _source_date()
    write = _write_folder if unpacked else partial(_write_zip, date=date)
    written = [_write(package, output, write) for package in found.packages.values()]
    made = _load_targets(found.targets)
    about = summary(found.course, *made) if format_ == "text" else ()
    _print(Report(root, found.diagnostics, written, about), format_)


@cli.command(
    epilog="Examples: scorm-builder preview my-course --profile moodle"
    " --- scorm-builder preview my-course --target scorm2004-4"
    " --- scorm-builder preview my-course --target web"
    " --- scorm-builder preview dist/my-course-1-scorm12.zip --profile my-lms.yaml"
)
@click.argument(
    "source", required=False, metavar="[DIR|ZIP]", type=click.Path(exists=True, path_type=Path)
)
@click.option(
    "--profile", "wanted", metavar="NAME", default="strict", show_default=True,
    help="The platform that is simulated: a name, or a YAML file of your own.",
)  # fmt: skip
@click.option(
    "--port", metavar="N", type=click.IntRange(1, 65_535), default=None,
    help="The port to serve on; by default 8300, or the next free one.",
)  # fmt: skip
@click.option("--no-browser", is_flag=True, help="Open no browser.")
@click.option(
    "--target", type=click.Choice(_TARGETS), default=None,
    help="What the course is compiled to, and so what the platform speaks; `web` shows the website, in"
    " no platform. By default the first of `targets` in course.yaml, else scorm12.",
)  # fmt: skip
@click.pass_context
def preview(
    context: click.Context,
    source: Path | None,
    wanted: str,
    port: int | None,
    no_browser: bool,
    target: str | None,
) -> None:
    """Show a course in a simulated learning platform, or as a website, while it is written.

    DIR is the folder with course.yaml; by default this folder, or `course` in it. ZIP is a finished
    package, of this program or of another one, and says itself which standard it speaks. After each
    save the page shows the course anew, and the learner stays where they are. Only this machine can
    open the page. Ctrl-C ends it.
    """
    from scorm_builder.lms import profile as find_profile
    from scorm_builder.preview.run import preview as show
    from scorm_builder.preview.sources import Folder, Zip
    from scorm_builder.reports import Report
    from scorm_builder.serving.server import PortTaken, free_port

    named = find_profile(wanted)
    if isinstance(named, list):
        _print(Report(Path(), named), "text")
        context.exit(_USAGE)
    root = _root(source)
    if target and root.is_file():
        raise click.UsageError(_ZIP_HAS_ITS_OWN)
    chosen = Zip(root) if root.is_file() else Folder(root, _first_target(root, target))
    try:
        show(chosen, named, port, browser=not no_browser)
    except PortTaken as problem:
        free = free_port((port or 0) + 1)
        raise click.UsageError(f"{problem}; {free} is free: --port {free}") from problem


@cli.command(
    epilog="Examples: scorm-builder schema > course/course.schema.json"
    " --- scorm-builder schema quiz > course/quiz.schema.json"
)
@click.argument(
    "name", metavar="[NAME]", required=False, type=click.Choice(_SCHEMAS), default="course"
)
def schema(name: str) -> None:
    """Print a JSON Schema for editors.

    NAME is `course` for that of course.yaml, `quiz` for that of a quiz, `questions` for that of
    the questions of a page, `profile` for that of a profile of the simulated LMS.
    """
    from scorm_builder.new import schema_text

    click.echo(schema_text(name), nl=False)


@cli.command(
    epilog="Examples: scorm-builder explain 1ZT0-6GC0-… --course my-course"
    ' --- scorm-builder explain C1R8-… --course my-course --name "Noor de Wit"'
)
@click.argument("code", metavar="CODE", nargs=-1, required=True)
@click.option(
    "--course", "directory", metavar="DIR", type=click.Path(path_type=Path), default=None,
    help="The folder of the course.",
)  # fmt: skip
@click.option("--name", metavar="NAME", default=None, help="The name on a certificate.")
@click.option(
    "--release", metavar="VERSION", default=None,
    help="The version on a certificate, when the course has another.",
)  # fmt: skip
@click.option(
    "--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True,
    help="How the answer is written.",
)  # fmt: skip
@click.pass_context
def explain(
    context: click.Context,
    code: tuple[str, ...],
    directory: Path | None,
    name: str | None,
    release: str | None,
    format_: str,
) -> None:
    """Explain a learner's CODE: a support code, or the code of a certificate.

    Nothing is asked of a platform or of the network. Without --course the steps have no titles.
    """
    from scorm_builder.explain import confirm
    from scorm_builder.explain import explain as explain_standing
    from scorm_builder.support import NoCode, Standing, decode

    try:
        found = decode("".join(code))
    except NoCode as problem:
        raise click.UsageError(f"this is no code of a course: {problem}") from problem
    outline = _outline(context, directory) if directory else None
    if isinstance(found, Standing):
        answer = explain_standing(found, outline)
    elif outline is None or not name:
        raise click.UsageError("for a certificate, give --course and --name")
    else:
        answer = confirm(found, outline, name, release or outline.version)
    click.echo(_answer_text(answer, format_))
    context.exit(_OK if answer.fits else _FAULTY)


@cli.group(name="import")
def import_() -> None:
    """Take over what was made elsewhere: questions."""


@import_.command(
    epilog="Examples: scorm-builder import questions fire.gift"
    " --- scorm-builder import questions moodle-export.xml -o my-course/fire/quiz.yaml"
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), default=None,
    help="The question file to write; by default in this folder, with the name of FILE.",
)  # fmt: skip
@click.pass_context
def questions(context: click.Context, file: Path, output: Path | None) -> None:
    """Make a question file of FILE: GIFT, Moodle XML, or QTI 2.1 as XML or as a zip.

    What cannot be carried over is said, with its line. Pictures are written beside the questions.
    Nothing is overwritten.
    """
    from scorm_builder.diagnostics import Fault
    from scorm_builder.importing import import_questions, summary
    from scorm_builder.reports import Report
    from scorm_builder.source.names import slug

    target = output or Path(f"{file.stem}.yaml")
    if target.suffix.lower() not in (".yaml", ".yml"):
        raise click.UsageError(f"{target} is no YAML file; name one that ends in .yaml")
    _refuse_existing(target)
    try:
        found = import_questions(file, f"{slug(target.stem)}-media")
    except Fault as problem:
        _print(Report(file.parent, [problem.diagnostic]), "text")
        context.exit(_FAULTY)
    if not found.questions:
        _print(Report(file.parent, found.diagnostics), "text")
        context.exit(_FAULTY)
    written = _write_questions(found, target)
    _print(Report(file.parent, found.diagnostics, [written], summary(found)), "text")


@cli.command(
    epilog="Examples: scorm-builder test my-course --- scorm-builder test dist/course.zip --all"
    " --format junit > report.xml --- scorm-builder test --target scorm2004-4 --profile moodle"
    " --kills 100 --- scorm-builder test --target web"
)
@click.argument("package", required=False, metavar="[DIR|ZIP]", type=click.Path(path_type=Path))
@click.option(
    "--profile", "names", metavar="NAME", multiple=True, default=(),
    help="A platform to play in, or a YAML file that describes one; can be repeated."
    "  [default: strict, moodle, minimal, frame-killer]",
)  # fmt: skip
@click.option("--all", "every", is_flag=True, help="Play in every built-in platform.")
@_target
@click.option(
    "--format", "format_", type=click.Choice(("text", "json", "junit")), default="text",
    show_default=True, help="How the result is written.",
)  # fmt: skip
@click.option(
    "--browser", metavar="PATH", type=click.Path(path_type=Path), default=None,
    help="The program of Chrome, Chromium or Edge; by default one that is installed.",
)  # fmt: skip
@click.option(
    "--screenshots", metavar="DIR", type=click.Path(path_type=Path), default=None,
    help="A folder for pictures of all pages, at two widths.",
)  # fmt: skip
@click.option(
    "--kills", metavar="N", type=click.IntRange(0, 100_000), default=0,
    help="Also kill the browser N times at random moments, and see what is lost.",
)  # fmt: skip
@click.option(
    "--seed", metavar="N", type=int, default=1, show_default=True,
    help="Another one makes other moments.",
)  # fmt: skip
@click.pass_context
def test(
    context: click.Context,
    package: Path | None,
    names: tuple[str, ...],
    every: bool,
    targets: tuple[str, ...],
    format_: str,
    browser: Path | None,
    screenshots: Path | None,
    kills: int,
    seed: int,
) -> None:
    """Play a package in simulated platforms, or a website, and say whether it can be uploaded.

    DIR is the folder of a course, by default this one, or `course` in it: what `build` would make of
    it is played, target by target; a website has no platform, and is played as its readers do. ZIP is
    a package of scorm-builder or of another program, which is played by the standard that its manifest
    names, or a website of scorm-builder. It needs a browser and the extra scorm-builder[test].
    """
    from scorm_builder.playtest import browsers

    if every and names:
        raise click.UsageError("give --profile or --all, not both")
    if targets and package and _is_package(package):
        raise click.UsageError(_ZIP_HAS_ITS_OWN)
    try:
        browsers.check_extra()
        program = browsers.find(browser)
        from scorm_builder.playtest import run  # what it needs is there, now that nothing was said

        plan = run.Plan(_profiles(names, every), program, _folder(screenshots), kills, seed)
        with _packages(context, package, targets) as found:
            results = _with_line(lambda progress: run.test_all(found, plan, progress))
    except browsers.NoBrowser as problem:
        raise click.UsageError(str(problem)) from problem
    click.echo(importlib.import_module(f"scorm_builder.reports.playtests.{format_}").write(results))
    context.exit(_OK if all(one.passed for one in results) else _FAULTY)


def _profiles(names: Sequence[str], every: bool) -> list[Named]:
    """The profiles that are asked for, each once."""
    from scorm_builder.lms import PROFILES, Named, profile
    from scorm_builder.playtest.run import DEFAULT

    found = [profile(name) for name in dict.fromkeys(PROFILES if every else names or DEFAULT)]
    for one in found:
        if not isinstance(one, Named):
            told = [f"{fault.position}: {fault.message}; {fault.hint}" for fault in one]
            raise click.UsageError("\n".join(told))
    return [one for one in found if isinstance(one, Named)]


@contextmanager
def _packages(
    context: click.Context, path: Path | None, targets: Sequence[str]
) -> Iterator[list[Playable]]:
    """The package in a zip, or those of a course, which is built; its faults end the command."""
    from scorm_builder.diagnostics import Diagnostic
    from scorm_builder.reports import Report
    from scorm_builder.serving import opened

    if path is None or path.is_dir() or path.suffix.lower() != ".zip":
        yield _built(context, _root(path), targets)
        return
    with opened(path) as found:
        if isinstance(found, Diagnostic):
            _print(Report(path, [found]), "text")
            context.exit(_FAULTY)
        yield [found]


def _built(context: click.Context, root: Path, targets: Sequence[str]) -> list[Playable]:
    """What a course is compiled to, target by target."""
    from scorm_builder.build import build as build_package
    from scorm_builder.reports import Report
    from scorm_builder.serving import Playable, playable

    chosen = _load_targets(targets)
    built = _with_progress(lambda progress: build_package(root, *chosen, progress=progress))
    if not built.packages:
        _print(Report(root, built.diagnostics), "text")
        context.exit(_FAULTY)
    found = [playable(package) for package in built.packages.values()]
    return [one for one in found if isinstance(one, Playable)]


def _folder(folder: Path | None) -> Path | None:
    if folder is not None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise _cannot_write(folder, problem) from problem
    return folder


def _with_line(work: Callable[[Callable[[str, str], None]], list[Results]]) -> list[Results]:
    """Do the work; on a terminal a line says what is played."""
    if not sys.stderr.isatty():
        return work(lambda _profile, _what: None)

    def show(profile: str, what: str) -> None:
        click.echo(f"\r\033[K{profile}: {what}"[:100], nl=False, err=True)

    try:
        return work(show)
    finally:
        click.echo("\r\033[K", nl=False, err=True)


def _refuse_existing(file: Path) -> None:
    if file.exists() or file.is_symlink():
        raise click.UsageError(f"{file} is there already; remove it, or name another with -o")


def _write_questions(found: Import, file: Path) -> Written:
    from scorm_builder.importing.writing import question_file, write
    from scorm_builder.reports import Written

    text = question_file(found.questions)
    for folder in {(file.parent / path).parent for path in found.pictures}:
        _refuse_existing(folder)
    try:
        write(file, text, found.pictures)
    except OSError as problem:
        raise _cannot_write(file, problem) from problem
    return Written(file, len(text.encode()), len(found.questions), "question")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code. Nothing but a fault of ours shows a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a character that a terminal lacks is no fault
            stream.reconfigure(errors="backslashreplace")
    try:
        result = cli.main(arguments, prog_name="scorm-builder", standalone_mode=False)
        return result if isinstance(result, int) else _OK
    except click.ClickException as problem:
        problem.show()
        return _USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return _INTERRUPTED
    except (
        SystemExit
    ):  # click's own way out when the reader of our output went away, as `head` does
        return _OK
    except Exception:  # noqa: BLE001 - the one place where everything ends
        traceback.print_exc()
        click.echo(
            f"\nThis is a fault of scorm-builder {__version__}, not of the course. Please report it"
            " with the lines above.",
            err=True,
        )
        return _BUG


def run() -> NoReturn:
    """The command as a process of its own.

    It leaves without taking its memory apart object by object, which would take as long as reading
    a small course. All files are closed by then.
    """
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _root(directory: Path | None) -> Path:
    """The course folder: as given, else this one, else `course` in it."""
    if directory is not None:
        return directory
    here = Path()
    return (
        here if (here / "course.yaml").exists() or not Path("course").is_dir() else Path("course")
    )


def _outline(context: click.Context, directory: Path) -> Outline:
    """The outline of a course; one with faults is reported, and ends the command."""
    from scorm_builder.reports import Report
    from scorm_builder.source.load import load_outline

    outline, findings = load_outline(directory)
    if outline is None:
        _print(Report(directory, findings), "text")
        context.exit(_FAULTY)
    return outline


def _answer_text(answer: Explanation | Inspection, format_: str) -> str:
    import json

    from scorm_builder.reports.text import paragraphs

    if format_ == "json":
        return json.dumps(answer.data, ensure_ascii=False, indent=2)
    return "\n".join(paragraphs(answer.paragraphs)).lstrip("\n")


def _load_targets(names: Collection[str]) -> list[Target]:
    """The targets of these names, each once."""
    from scorm_builder.targets import TARGETS

    chosen = dict.fromkeys(TARGETS if _ALL in names else names)
    return [TARGETS[name] for name in chosen]


def _first_target(root: Path, name: str | None) -> Target:
    """The target of this name, or the first that a course names. One with faults names none."""
    from scorm_builder.source.load import load_outline
    from scorm_builder.targets import DEFAULT

    outline = None if name else load_outline(root)[0]
    named = outline.targets if outline else ()
    (target,) = _load_targets([name or next(iter(named), DEFAULT)])
    return target


def _exit_code(found: Sequence[Diagnostic], strict: bool) -> int:
    from scorm_builder.diagnostics import errors

    faulty = found if strict else errors(found)
    return _FAULTY if faulty else _OK


def _with_progress(work: Callable[[Callable[[int, int], None]], Build]) -> Build:
    """Do the work, with a bar on a terminal when there is much of it."""
    if not sys.stderr.isatty():
        return work(lambda _done, _total: None)
    with click.progressbar(length=1, label="Pages", file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        return work(show)


def _source_date() -> Date:
    from scorm_builder.package import source_date

    try:
        return source_date()
    except (ValueError, OverflowError, OSError) as problem:
        raise click.UsageError(
            "SOURCE_DATE_EPOCH must be a number of seconds, of a date up to 2107"
        ) from problem


def _write(
    package: Package, folder: Path, write: Callable[[Package, Path, Callable[[int], None]], Written]
) -> Written:
    """Write a package into `folder`, with a bar on a terminal."""
    from scorm_builder.package import size

    try:
        if not sys.stderr.isatty():
            return write(package, folder, lambda _bytes: None)
        with click.progressbar(length=size(package), label="Package", file=sys.stderr) as bar:
            return write(package, folder, bar.update)
    except OSError as problem:
        raise _cannot_write(folder / package.name, problem) from problem


def _write_zip(
    package: Package, folder: Path, progress: Callable[[int], None], *, date: Date
) -> Written:
    from scorm_builder.package import write_zip
    from scorm_builder.reports import Written

    file = folder / f"{package.name}.zip"
    write_zip(package, file, date, progress)
    return Written(file, file.stat().st_size, len(package.files))


def _write_folder(package: Package, folder: Path, progress: Callable[[int], None]) -> Written:
    from scorm_builder.package import size, write_folder
    from scorm_builder.reports import Written

    write_folder(package, folder / package.name, progress)
    return Written(folder / package.name, size(package), len(package.files))


def _cannot_write(file: Path, problem: OSError) -> click.ClickException:
    return click.UsageError(f"{file} cannot be written: {problem.strerror or problem}")


def _print(report: Report, format_: str) -> None:
    writer = importlib.import_module(f"scorm_builder.reports.{format_}")
    text = writer.write(report)
    if text:
        click.echo(text)
