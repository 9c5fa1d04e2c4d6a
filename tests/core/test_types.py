"""The C types that a build gives the core are its annotations; nothing of it is a Python object."""

from __future__ import annotations

from pathlib import Path

import pytest

import sim
from hatch_types import CALLED, TYPED, types_of

ROOM = Path(sim.__file__).parent
MODULES = sorted(path for pattern in TYPED for path in ROOM.glob(pattern))
SOURCE = """
import math
from sim.core import codes
from sim.core.primitives import Key, Memory
from sim.model import constants
from sim.talks import timers

class Tables:
    def __init__(self, sizes: tuple[int, int]) -> None:
        self.memory = Memory()
        self.actors, self.level = sizes, 0.0
        self.run: Key = 0
        self.worth = self.memory.doubles(self.actors)

    def copy(self, other: Tables) -> None: ...

def share(tables: Tables, name: Key, numbers: list[float], last: bool) -> float: ...

def _fold(tables: Tables, e: int) -> None: ...
"""
TYPES = """
from libc cimport math
from sim.core cimport codes
from sim.core.primitives cimport Memory
from sim.model cimport constants

cdef class Tables:
    cdef Memory memory
    cdef long actors
    cdef double level
    cdef unsigned long long run
    cdef double* worth
    cpdef copy(self, Tables other)

cdef double share(Tables tables, unsigned long long name, double* numbers, bint last) noexcept nogil
cdef void _fold(Tables tables, long e) noexcept nogil
"""


def test_types_are_the_annotations() -> None:
    assert types_of(SOURCE, "made", core=True) == TYPES[1:]


def test_what_loads_the_core_holds_python_objects_too() -> None:
    source = "def load(names: list[int], tables: Tables) -> None: ..."
    assert (
        types_of(source, "made", core=False) == "cpdef object load(object names, Tables tables)\n"
    )


def test_what_python_calls_is_there() -> None:
    for called in CALLED:
        module, _, name = called.lower().partition(".")
        assert f"def {name}(" in (ROOM / f"core/{module}.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [one for one in MODULES if one.parent.name == "core"], ids=str)
def test_nothing_of_the_core_is_a_python_object(path: Path) -> None:
    if path.stem != "__init__" and not path.with_suffix(".pyx").is_file():
        assert "object" not in types_of(path.read_text("utf-8"), path.stem, core=True)
