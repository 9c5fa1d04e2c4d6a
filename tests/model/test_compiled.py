"""Every formula gives the same bits compiled as its source does interpreted."""

from __future__ import annotations

import inspect
import math
import random
import re
import struct
from collections.abc import Callable
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

import sim.model
from tests.often import tried

pytestmark = pytest.mark.compiled

ROOM = Path(sim.model.__file__).parent
FORMULAS = [
    (path.stem, name)
    for path in sorted(ROOM.glob("*.pxd"))
    for name in re.findall(r"^cpdef \w+ (\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE)
]
EDGES = [
    *(0.0, -0.0, 1.0, -1.0, 0.5, 2.0, 20.0, 90.0, 1e16, 2.0**-53, 1.0 - 2.0**-53, 1e-9),
    *(5e-324, 1e-300, 1e308, -1e308, 700.0, -745.0, 709.9, math.inf, -math.inf, math.nan),
]


def interpreted(module: str) -> ModuleType:
    """The source of a module, whatever of it is compiled."""
    spec = spec_from_file_location(f"interpreted_{module}", ROOM / f"{module}.py")
    assert spec is not None
    assert spec.loader is not None
    source = module_from_spec(spec)
    spec.loader.exec_module(source)
    return source


def argument(luck: random.Random) -> float:
    """Mostly a share, often a number of some size, sometimes one at an edge."""
    kind = luck.random()
    if kind < 0.15:
        return luck.choice(EDGES)
    if kind < 0.6:
        return luck.random()
    if kind < 0.95:
        return luck.gauss(0.0, 3.0 if kind < 0.8 else 300.0)
    return math.copysign(10.0 ** luck.uniform(-300.0, 300.0), luck.random() - 0.5)


def bits(value: float) -> bytes:
    return b"nan" if value != value else struct.pack("<d", value)  # noqa: PLR0124


def differences(
    source: Callable[..., float], binary: Callable[..., float], tries: int
) -> tuple[int, list[tuple[float, ...]]]:
    """How many arguments have an answer, and those for which the two are not the same."""
    luck, found, answered = random.Random(1), [], 0
    kinds = [one.annotation for one in inspect.signature(source).parameters.values()]
    for _ in range(tries):
        given = [luck.randint(-2, 30) if kind is int else argument(luck) for kind in kinds]
        try:
            expected = source(*given)
        except (OverflowError, ValueError, ZeroDivisionError):
            continue  # outside its domain
        answered += 1
        got = binary(*given)
        if type(got) is not type(expected) or bits(got) != bits(expected):
            found.append(tuple(given))
    return answered, found


@tried(1_000, 100_000, "tries")
@pytest.mark.parametrize(("module", "name"), FORMULAS)
def test_the_bits_are_those_of_the_source(module: str, name: str, tries: int) -> None:
    binary, source = import_module(f"sim.model.{module}"), interpreted(module)
    assert not str(binary.__file__).endswith(".py")
    answered, found = differences(getattr(source, name), getattr(binary, name), tries)
    assert answered > tries / 5
    assert found == []
