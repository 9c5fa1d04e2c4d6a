"""How often a test tries: a few times in every run of the tests, often in `make thorough`."""

from __future__ import annotations

import pytest


def tried(few: int, often: int, what: str = "runs") -> pytest.MarkDecorator:
    """Give a test its number of tries, as the argument `what`."""
    marked = pytest.param(often, marks=pytest.mark.thorough)
    return pytest.mark.parametrize(what, [few, marked])
