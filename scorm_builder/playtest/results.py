"""What a play-test found: for each profile what became of each check."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from scorm_builder.playtest.checks import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scorm_builder.playtest.checks import Check

_MOST = 20
"""Failures of a check that are told one by one."""


class Verdict(StrEnum):
    """What became of a check."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_MADE = "not-made"


@dataclass(frozen=True)
class Failure:
    """What happened, where (the title of a step or of another page, "" when nowhere), and what to do."""

    what: str
    where: str
    cure: str


@dataclass(frozen=True)
class Outcome:
    """A check under a profile. `reason` says why it was not made."""

    check: Check
    verdict: Verdict
    failures: Sequence[Failure] = ()
    reason: str = ""


@dataclass(frozen=True)
class Loss:
    """Something that a kill cost: what, how it was killed, and how long before that it was done."""

    what: str
    where: str
    how: str
    seconds: float


@dataclass(frozen=True)
class Kills:
    """What came of the kills under one profile; `lost` holds only what is older than the last action."""

    done: int
    actions: int
    lost: Sequence[Loss] = ()
    last: int = 0
    """Kills that cost the very last action."""


def together(all_: Iterable[Kills]) -> Kills:
    """Kills in several items as one."""
    found = list(all_)
    return Kills(
        sum(one.done for one in found),
        sum(one.actions for one in found),
        [loss for one in found for loss in one.lost],
        sum(one.last for one in found),
    )


@dataclass(frozen=True)
class Trial:
    """The play-test under one profile."""

    profile: str
    title: str
    outcomes: Sequence[Outcome]
    seconds: float
    kills: Kills | None = None

    @property
    def passed(self) -> bool:
        """Whether nothing failed."""
        return all(one.verdict is not Verdict.FAILED for one in self.outcomes)


@dataclass(frozen=True)
class Results:
    """A play-test of a package. `ours`: made by scorm-builder, so that every check could be made."""

    package: str
    ours: bool
    browser: str
    trials: Sequence[Trial]
    seed: int | None = None

    @property
    def passed(self) -> bool:
        """The verdict."""
        return all(trial.passed for trial in self.trials)


@dataclass
class Findings:
    """What is found while a profile is tried: a check counts as made once it held or failed."""

    ours: bool
    first: bool
    where: str = ""
    """Where the learner is, which every failure is told with."""
    item: str = ""
    """The title of the item that is played, where there are several."""
    made: set[str] = field(default_factory=set)
    failures: dict[str, list[Failure]] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)

    def hold(self, check: Check, fault: str | None = None, cure: str = "") -> bool:
        """The check was made; `fault` says what is wrong, if anything is."""
        self.made.add(check.name)
        if not fault:
            return True
        found = self.failures.setdefault(check.name, [])
        where = ": ".join(filter(None, (self.item, self.where)))
        failure = Failure(fault, where, cure or check.cure)
        if failure not in found and len(found) < _MOST:
            found.append(failure)
        return False

    def skip(self, check: Check, reason: str) -> None:
        """The check cannot be made, and why not."""
        self.reasons.setdefault(check.name, reason)

    def outcomes(self, asked: Iterable[Check] = CATALOGUE.values()) -> list[Outcome]:
        """All checks in the order of the catalogue."""
        return [self._outcome(check) for check in asked]

    def _outcome(self, check: Check) -> Outcome:
        if failures := self.failures.get(check.name):
            return Outcome(check, Verdict.FAILED, failures)
        if check.name in self.made:
            return Outcome(check, Verdict.PASSED)
        return Outcome(check, Verdict.NOT_MADE, reason=self._reason(check))

    def _reason(self, check: Check) -> str:
        if check.ours and not self.ours:
            return "only a package of scorm-builder says what it needs"
        if check.once and not self.first:
            return "once is enough, whatever the platform"
        return self.reasons.get(check.name, "the play-test did not come that far")
