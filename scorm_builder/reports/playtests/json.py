"""A play-test for programs. The shape is frozen: `version` goes up when a field changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scorm_builder.playtest.results import Kills, Outcome, Results, Trial


def write(played: Sequence[Results]) -> str:
    """One JSON object: `ok`, and `packages` with their `profiles`, each with its `checks`."""
    return json.dumps(
        {
            "version": 2,
            "ok": all(results.passed for results in played),
            "packages": [_package(results) for results in played],
        },
        ensure_ascii=False,
        indent=2,
    )


def _package(results: Results) -> dict[str, Any]:
    return {
        "name": results.package,
        "ok": results.passed,
        "ours": results.ours,
        "browser": results.browser,
        "seed": results.seed,
        "profiles": [_profile(trial) for trial in results.trials],
    }


def _profile(trial: Trial) -> dict[str, Any]:
    return {
        "name": trial.profile,
        "title": trial.title,
        "ok": trial.passed,
        "seconds": round(trial.seconds, 1),
        "checks": [_check(outcome) for outcome in trial.outcomes],
        "kills": _kills(trial.kills) if trial.kills else None,
    }


def _check(outcome: Outcome) -> dict[str, Any]:
    return {
        "name": outcome.check.name,
        "verdict": str(outcome.verdict),
        "reason": outcome.reason,
        "failures": [
            {"what": one.what, "where": one.where, "cure": one.cure} for one in outcome.failures
        ],
    }


def _kills(kills: Kills) -> dict[str, Any]:
    return {
        "done": kills.done,
        "actions": kills.actions,
        "last": kills.last,
        "lost": [
            {"what": one.what, "where": one.where, "how": one.how, "seconds": round(one.seconds, 1)}
            for one in kills.lost
        ],
    }
