"""How often each fuzzer tries, and what every try must come to.

A fuzzer fails on an exception that is not one of the project's own, and on silence: a command
that cannot do what it was asked says why, and one that says nothing did it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from click.testing import CliRunner, Result
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from sim.cli.main import main

FEW = 20  # in `make test`
TRIES = int(os.environ.get("FUZZ_TRIES", FEW))
TAKEN: dict[str, int] = {}
REFUSED: dict[str, int] = {}

Test = TypeVar("Test", bound=Callable[..., Any])
# A seed, so that no first try is the least of all choices: with few tries that would be a waste.
luck = st.integers(0, 2**32 - 1).map(Random)

ENDS = {0, 1, 2, 3}  # 1: verify found what differs; 3: runs were set aside
_PHASES = (Phase.explicit, Phase.generate, Phase.shrink)


def fuzzed(times: float = 1.0) -> Callable[[Test], Test]:
    """Try a test as often as was asked for, times a factor for what a try of it costs."""
    return settings(
        max_examples=max(1, round(TRIES * times)),
        phases=_PHASES,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def count(kind: str, *, refused: bool) -> None:
    """Note one try of a kind."""
    TAKEN[kind] = TAKEN.get(kind, 0) + 1
    REFUSED[kind] = REFUSED.get(kind, 0) + refused


def called(kind: str, *args: str, given: str = "") -> Result:
    """What `detente ...` answers; it ends by itself, and says why where it cannot."""
    result = CliRunner().invoke(main, args, prog_name="detente", input=given)
    error = result.exception
    if error is not None and not isinstance(error, SystemExit):
        raise AssertionError(f"detente {args}: {type(error).__name__}: {error}") from error
    assert result.exit_code in ENDS, (args, result.exit_code, result.stderr)
    assert "Traceback" not in result.stderr, (args, result.stderr)
    if result.exit_code == 2:
        assert result.output.strip(), f"detente {args}: refused without a word"
    count(kind, refused=result.exit_code != 0)
    return result


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder and what they hold."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}
