"""Counts what the fuzzers tried, over all workers, and prints it at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.fuzz.tries import REFUSED, TAKEN


@pytest.fixture(autouse=True)
def _counted(record_property: Any) -> Iterator[None]:
    before = Counter(TAKEN), Counter(REFUSED)
    yield
    for name, now, then in (("tries", TAKEN, before[0]), ("refused", REFUSED, before[1])):
        for kind, number in (Counter(now) - then).items():
            record_property(f"{name} of {kind}", number)


@pytest.hookimpl
def pytest_terminal_summary(terminalreporter: Any) -> None:
    found: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") == "teardown":
                for name, number in report.user_properties:
                    if " of " in name:
                        found[name] += number
    for name in sorted(found):
        if name.startswith("tries of "):
            kind = name.removeprefix("tries of ")
            refused = found[f"refused of {kind}"]
            terminalreporter.write_line(f"fuzz: {kind}: {found[name]:,} tries, {refused:,} refused")
