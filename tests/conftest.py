"""Hypothesis draws at random at a desk, and the same examples every time in CI.

NumPy has one thread here as in `detente` itself, so that two workers do not wait for each other.
What a shell ignores behind which the tests run, their processes hear all the same.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Generator

import pytest
from hypothesis import settings

from sim.cli.main import ONE_THREAD
from sim.scenario import loading
from sim.version import compiled
from tests.remembering import read_once

for name in ONE_THREAD:
    os.environ.setdefault(name, "1")

signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGTERM, signal.SIG_DFL)

settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None]:
    """Modules of tests ask for the shipped scenarios again and again: each is read once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "load_text", read_once)
        yield


def pytest_collection_finish() -> None:
    """What is collected stays: garbage is not looked for in it, again and again."""
    gc.collect()
    gc.freeze()


LONG = {"browser", "cluster", "long"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes longest: no worker waits for it at the end, or makes it a second time.

    Workers take over from each other what is to come last. Where the core is compiled, what is of
    the sources alone is left out.
    """
    left_out = [item for item in items if compiled() and item.get_closest_marker("sources")]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)
    items.sort(key=lambda item: LONG.isdisjoint(mark.name for mark in item.iter_markers()))
