"""Kill the browser a thousand times at random moments, over all profiles, and see what is lost.

    python benchmarks/kills.py [COURSE] [--kills 1000] [--seed 1] [--profile NAME ...]
        [--target scorm12]

COURSE is the folder of a course; by default the one of the tests that has every type of questions. The exit
code is 1 when anything was lost that is older than the last action; docs/checks.md says what counts.
"""

import argparse
import sys
import time
from pathlib import Path

from scorm_builder.build import build
from scorm_builder.lms import PROFILES, built_in
from scorm_builder.playtest import browsers
from scorm_builder.playtest.run import Plan, kill_alone
from scorm_builder.serving import Playable, playable
from scorm_builder.targets import TARGETS

COURSE = Path(__file__).resolve().parent.parent / "tests/courses/every-question-valid/course"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("course", type=Path, nargs="?", default=COURSE)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", action="append", choices=PROFILES, default=[])
    played = [name for name in TARGETS if name != "web"]
    parser.add_argument("--target", choices=played, default="scorm12")
    return parser.parse_args()


def main() -> int:
    asked = arguments()
    package = build(asked.course, TARGETS[asked.target]).package
    found = playable(package) if package else None
    if not isinstance(found, Playable):
        sys.exit(f"{asked.course} cannot be built")
    profiles = [built_in(name) for name in asked.profile or PROFILES]
    plan = Plan(profiles, browsers.find(), kills=asked.kills, seed=asked.seed)
    started = time.monotonic()
    kills = kill_alone(found, plan)
    print(f"{'profile':18}{'kills':>7}{'actions':>9}{'last':>6}{'older':>7}")
    for name, one in kills.items():
        print(f"{name:18}{one.done:7}{one.actions:9}{one.last:6}{len(one.lost):7}")
        for loss in one.lost:
            print(f"    {loss.where}: {loss.what}, {loss.seconds:.1f} s before {loss.how}")
    print(f"{time.monotonic() - started:.0f} seconds, seed {asked.seed}")
    return any(one.lost for one in kills.values())


if __name__ == "__main__":
    sys.exit(main())
