"""A play-test as JUnit XML, which continuous integration shows: a suite for each package and profile."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from scorm_builder.playtest.results import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scorm_builder.playtest.results import Outcome, Results, Trial

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(played: Sequence[Results]) -> str:
    """One `testsuites` element, with the suites of all packages."""
    root = etree.Element("testsuites", name="scorm-builder test")
    for results in played:
        for trial in results.trials:
            _suite(root, results.package, trial)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8").decode()


def _suite(root: etree._Element, package: str, trial: Trial) -> None:
    verdicts = [one.verdict for one in trial.outcomes]
    suite = etree.SubElement(
        root,
        "testsuite",
        name=f"{package}.{trial.profile}",
        tests=str(len(verdicts)),
        failures=str(verdicts.count(Verdict.FAILED)),
        skipped=str(verdicts.count(Verdict.NOT_MADE)),
        errors="0",
        time=f"{trial.seconds:.1f}",
    )
    for outcome in trial.outcomes:
        _case(suite, f"{package}.{trial.profile}", outcome)


def _case(suite: etree._Element, owner: str, outcome: Outcome) -> None:
    case = etree.SubElement(suite, "testcase", name=outcome.check.name, classname=owner)
    if outcome.failures:
        told = etree.SubElement(case, "failure", message=outcome.check.summary)
        told.text = _clean("\n".join(
            f"{one.where}: {one.what}\nto do: {one.cure}" for one in outcome.failures
        ))  # fmt: skip
    elif outcome.reason:
        etree.SubElement(case, "skipped", message=_clean(outcome.reason))


def _clean(text: str) -> str:
    """Without characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
