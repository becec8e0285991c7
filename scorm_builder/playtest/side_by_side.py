"""Several browsers that play at once: most of a play-test is waiting for one."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, TypeVar

from scorm_builder.playtest import browsers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from playwright.sync_api import Browser

_FEWEST, _MOST = 2, 4
"""Browsers, whatever the number of processors; each takes some 300 MB."""

Result = TypeVar("Result")


def play_each(
    program: Path, order: Iterable[int], play: Callable[[Browser, int], Result]
) -> list[Result]:
    """Play what has these numbers, from 0, begun in this order; what came of each, by number.

    Each browser is driven in a thread of its own. Raises NoBrowser when it cannot be driven.
    """
    todo = deque(order)
    results: dict[int, Result] = {}

    def work() -> None:
        with browsers.opened(program) as browser:
            while todo:
                number = todo.popleft()
                results[number] = play(browser, number)

    count = min(len(todo), max(_FEWEST, min(os.cpu_count() or 1, _MOST)))
    with ThreadPoolExecutor(count) as pool:
        try:
            done, _ = wait([pool.submit(work) for _ in range(count)], None, FIRST_EXCEPTION)
        finally:
            todo.clear()
    for one in done:
        one.result()
    return [results[number] for number in sorted(results)]
