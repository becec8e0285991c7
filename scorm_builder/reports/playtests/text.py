"""A play-test for people: a table of profiles and checks, then each failure with what to do."""

from __future__ import annotations

import shutil
import textwrap
from collections import defaultdict
from typing import TYPE_CHECKING

import click

from scorm_builder.playtest.results import Verdict
from scorm_builder.summary import many

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scorm_builder.playtest.results import Results, Trial

_SAID = {Verdict.PASSED: "ok", Verdict.FAILED: "FAILED", Verdict.NOT_MADE: "-"}
_COLOURS = {Verdict.PASSED: "green", Verdict.FAILED: "red", Verdict.NOT_MADE: None}
_GAP = 2


def write(played: Sequence[Results]) -> str:
    """The whole report, package by package. Colours are removed by click when the output is no terminal."""
    width = shutil.get_terminal_size((100, 0)).columns
    return "\n\n\n".join(_package(results, width) for results in played)


def _package(results: Results, width: int) -> str:
    parts = [_head(results), *_tables(results, width)]
    for trial in results.trials:
        parts += _failures(trial, width)
    parts += [*_kills(results), *_not_made(results, width), _verdict(results)]
    return "\n\n".join("\n".join(lines) for lines in parts)


def _head(results: Results) -> list[str]:
    made = (
        "made by scorm-builder"
        if results.ours
        else "made by another program: only what can be seen from outside"
    )
    return [click.style(results.package, bold=True), f"{made}; played in {results.browser}"]


def _tables(results: Results, width: int) -> Iterator[list[str]]:
    """As many profiles beside one another as the terminal is wide."""
    first = max(len(one.check.name) for one in results.trials[0].outcomes) + _GAP
    column = max(*(len(trial.profile) for trial in results.trials), len("FAILED")) + _GAP
    for trials in _batches(results.trials, max(1, (width - first) // column)):
        names = "".join(trial.profile.ljust(column) for trial in trials)
        rows = zip(*(trial.outcomes for trial in trials), strict=True)
        yield [
            click.style(f"{'check'.ljust(first)}{names}".rstrip(), bold=True),
            *(
                row[0].check.name.ljust(first)
                + "".join(_cell(one.verdict, column) for one in row).rstrip()
                for row in rows
            ),
        ]


def _batches(trials: Sequence[Trial], size: int) -> Iterator[Sequence[Trial]]:
    for start in range(0, len(trials), size):
        yield trials[start : start + size]


def _cell(verdict: Verdict, column: int) -> str:
    said = _SAID[verdict]
    return click.style(said, fg=_COLOURS[verdict]) + " " * (column - len(said))


def _failures(trial: Trial, width: int) -> Iterator[list[str]]:
    for outcome in trial.outcomes:
        if not outcome.failures:
            continue
        yield [
            click.style(f"{trial.profile}: {outcome.check.name}", fg="red", bold=True)
            + f"  {outcome.check.summary}",
            *(
                line
                for failure in outcome.failures
                for line in _wrapped(
                    f"in “{failure.where}”: {failure.what}" if failure.where else failure.what,
                    width,
                )
            ),
            *(
                line
                for cure in dict.fromkeys(failure.cure for failure in outcome.failures)
                for line in _wrapped(f"to do: {cure}", width)
            ),
        ]


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False
    )


def _kills(results: Results) -> Iterator[list[str]]:
    """How many kills there were, and what they cost."""
    tried = [trial for trial in results.trials if trial.kills]
    if not tried:
        return
    kills = [trial.kills for trial in tried if trial.kills]
    done, actions = (sum(one.done for one in kills), sum(one.actions for one in kills))
    lost, last = (sum(len(one.lost) for one in kills), sum(one.last for one in kills))
    where = many(len(tried), "profile")
    yield [
        click.style("Kills", bold=True),
        f"  {many(done, 'kill')} after {many(actions, 'action')} under {where}, seed {results.seed}",
        f"  lost: {many(lost, 'action')} older than the last one, and the last one {last} times",
    ]


def _not_made(results: Results, width: int) -> Iterator[list[str]]:
    """What could not be made: checks of one reason together."""
    whose: dict[tuple[str, str], list[str]] = defaultdict(list)
    for trial in results.trials:
        for one in trial.outcomes:
            if one.reason:
                whose[one.reason, one.check.name].append(trial.profile)
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (reason, name), profiles in whose.items():
        where = "" if len(profiles) == len(results.trials) else f" ({', '.join(profiles)})"
        names[reason, where].append(name)
    if not names:
        return
    lines = [click.style("Not made", bold=True)]
    for (reason, where), checks in names.items():
        lines += _wrapped(f"{', '.join(checks)}{where}: {reason}", width)
    yield lines


def _verdict(results: Results) -> list[str]:
    verdicts = [one.verdict for trial in results.trials for one in trial.outcomes]
    failed, passed = verdicts.count(Verdict.FAILED), verdicts.count(Verdict.PASSED)
    profiles = many(len(results.trials), "profile")
    if failed:
        return [
            click.style(
                f"failed: {failed} of {failed + passed} checks under {profiles}",
                fg="red",
                bold=True,
            )
        ]
    return [click.style(f"passed: {passed} checks under {profiles}", fg="green", bold=True)]
