"""Every fixed number that play rests on: where it stands, and how to change it for a while.

A number that only names something, or that no result can depend on, is in `NOT_VARIED` with the
reason. Inputs are not here: they have ranges (`sim/scenario/defaults.py`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from types import ModuleType
from typing import Any

from sim.model.constants import MINUTES_A_DAY
from sim.text import unit_of
from sim.version import compiled

HALVED, DOUBLED = 0.5, 2.0


def _times(value: Any, factor: float) -> Any:
    """As many times as much, whole where it was whole."""
    return type(value)(round(value * factor) if isinstance(value, int) else value * factor)


def _from_one(value: float, factor: float) -> float:
    """Its distance from 1 so many times as great."""
    return 1.0 - (1.0 - value) * factor


def _within_a_day(value: float, factor: float) -> float:
    """A quarter of a day earlier or later: twice noon is the next day."""
    return value + (0.25 if factor > 1.0 else -0.25)


@dataclass(frozen=True)
class Constant:
    """A number of a module, `key` an entry of a table of defaults.

    `derived` are names of the same module that follow from it; `shown` says its value in words.
    """

    what: str
    module: str
    name: str
    source: str = "none, assumed"
    key: str = ""
    unit: str = ""
    per: float = 1.0
    scaled: Callable[[Any, float], Any] = _times
    derived: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)

    @property
    def value(self) -> Any:
        """What it is in the source now."""
        found = getattr(import_module(self.module), self.name)
        return found[self.key].fixed if self.key else found

    @property
    def where(self) -> str:
        """Its module and name."""
        return f"{self.module.removeprefix('sim.')}.{self.name}" + (
            f"[{self.key}]" * bool(self.key)
        )

    def told(self, factor: float = 1.0) -> str:
        """Its value, so many times as great, with its unit."""
        number = self.value if factor == 1.0 else self.scaled(self.value, factor)
        told = f"{number / self.per:.4g}"
        return f"{told} {unit_of(told, self.unit)}".strip()


_DAYS: dict[str, Any] = {"unit": "days", "per": MINUTES_A_DAY}
_HOURS: dict[str, Any] = {"unit": "hours", "per": 60}

_FIXED = "sim.model.constants"

CONSTANTS = (
    Constant("longest wait for all to hear a text", _FIXED, "LONGEST_HEARING", **_DAYS),
    Constant("days ahead for which chances of a yes are told", _FIXED, "UNENDED", **_DAYS),
    Constant("surest that anybody is taken to claim", _FIXED, "CERTAIN", scaled=_from_one),
    Constant("span of tone, in reports of progress", _FIXED, "TONE"),
    Constant('first belief in the word "final"', _FIXED, "TRUSTED_AT_FIRST"),
    Constant("what another text leaves of it", _FIXED, "STILL_TRUSTED"),
    Constant("deliberation saved at the highest level", _FIXED, "SPED_UP"),
    Constant(
        "steps of the grid of beliefs",
        _FIXED,
        "GRID",
        "numerical",
        derived={"POINTS": lambda n: tuple(i / n for i in range(n + 1))},
    ),
    Constant("width of a first belief, in sd of its error", _FIXED, "PRIOR_WIDTH"),
    Constant(
        "credibility lost by a lean",
        _FIXED,
        "LEAN_COST",
        "the idea: Kydd 2003; its size: none, assumed",
    ),
    Constant(
        "bargaining power by a lean",
        _FIXED,
        "LEAN_POWER",
        "unequal powers: Kalai 1977; their size: none, assumed",
    ),
    Constant("least room for gain", _FIXED, "LEAST_ROOM"),
    Constant("least share of it", _FIXED, "LEAST_SHARE"),
    Constant(
        "concession exponent at firmness 0",
        _FIXED,
        "EARLIEST",
        "the form: Faratin et al. 1998; its span: none, assumed",
    ),
    Constant(
        "days in which the share `loss` is lost",
        _FIXED,
        "LOSS_DAYS",
        "the unit of an input",
        unit="days",
    ),
    Constant(
        "between thoughts about an answer",
        "sim.scenario.defaults",
        "DEFAULTS",
        key="rethink",
        unit="days",
    ),
    Constant("a session opens, after midnight", _FIXED, "OPENS", **_HOURS),
    Constant("a session lasts, on its last day", _FIXED, "LASTS", **_HOURS),
    Constant("a later session lasts", _FIXED, "LATER_LASTS", **_DAYS),
    Constant(
        "when in a day given something happens",
        "sim.scenario.dates",
        "NOON",
        unit="days",
        scaled=_within_a_day,
    ),
    Constant("steps in the bounds of a search", _FIXED, "BOUND_STEPS", "speed"),
    Constant("least belief that agreement is near", _FIXED, "LEAST_BELIEF", "rounding"),
    Constant("narrowest first belief", _FIXED, "NARROWEST", "rounding"),
    Constant("slack of a search", _FIXED, "SEARCH_SLACK", "rounding"),
    Constant("what differs by no more is the same", _FIXED, "SAME", "rounding"),
    Constant("most before `now`, in logs", _FIXED, "MOST_BEFORE", "rounding"),
    Constant("slack of a quota", _FIXED, "QUOTA_SLACK", "rounding"),
    Constant("what comes later never comes", _FIXED, "BEYOND", "rounding", unit="days"),
)

NOT_VARIED = (
    ("`model.constants.MINUTES_A_DAY`, and no delay under a minute", "units: what a day is"),
    (
        (
            "firmness .5 concedes evenly (`2 firmness - 1`), optimism .5 says what it thinks, "
            "a vote is even at surplus 0, a word is one of progress from a chance of .5"
        ),
        "the middle of a scale, which is where it must be for neither side to be favoured",
    ),
    ("a half-life halves (.5)", "its definition"),
    ("shares, worths and chances from 0 to 1", "their definition"),
    (
        "luck is logistic with scale 1, delays and hazards have mean 1",
        "units: precision, mean delays and rates multiply them, and are inputs",
    ),
    (
        (
            "a misheard mood from the middle is a yes or a no alike; options, words and rules "
            "of which nothing is known are equally likely; so is being in the room or not"
        ),
        "anything else would favour something; a file may say otherwise",
    ),
    (
        "a proportional mediator's exponent of 1, geometric means, leximin",
        "the rule itself (Luce 1959, Nash 1950, Sen 1970): other rules are below",
    ),
    ("five words are the five fifths of a range", "the language: numbers may stand in their place"),
    (
        "`scenario.limits`, 100,000 tries of a record, 1 in 200, 2,000 resamples",
        "what is refused, how long is searched, how precisely is told: not how talks go",
    ),
    (
        "`talks.luck` and all seeds, caches and their sizes, digits printed",
        "random numbers and their keeping; other seeds are other samples",
    ),
)


@dataclass(frozen=True)
class Group:
    """Constants that are changed at once; one by itself, or all that only guard arithmetic."""

    what: str
    name: str
    constants: tuple[Constant, ...]


GUARDS = tuple(one for one in CONSTANTS if one.source in {"rounding", "speed"})
GROUPS = (
    *(Group(one.what, one.where, (one,)) for one in CONSTANTS if one not in GUARDS),
    Group("all for rounding and speed at once", "rounding", GUARDS),
)


@contextmanager
def patched(constants: Sequence[Constant], factor: float) -> Iterator[None]:
    """Play with constants so many times as great, in this process, until the end of the block.

    Cases must be loaded inside: what they are compiled to rests on some constants.
    """
    if compiled():
        raise SystemExit("constants are compiled in: set DETENTE_COMPILED=no")
    with ExitStack() as stack:
        for one in constants:
            stack.enter_context(_set(one, one.scaled(one.value, factor)))
        yield


@contextmanager
def _set(constant: Constant, value: Any) -> Iterator[None]:
    home = import_module(constant.module)
    if constant.key:
        table = getattr(home, constant.name)
        before = table[constant.key]
        table[constant.key] = replace(before, fixed=value)
        _forget()
        try:
            yield
        finally:
            table[constant.key] = before
            _forget()
        return
    news = {constant.name: value, **{name: of(value) for name, of in constant.derived.items()}}
    olds = {name: getattr(home, name) for name in news}
    users = [(m, name) for m in _modules() for name in news if _uses(m, home, name, olds[name])]
    for module, name in users:
        setattr(module, name, news[name])
    _forget()
    try:
        yield
    finally:
        for module, name in users:
            setattr(module, name, olds[name])
        _forget()


def _modules() -> list[ModuleType]:
    return [m for name, m in sys.modules.items() if name.partition(".")[0] == "sim"]


def _uses(module: ModuleType, home: ModuleType, name: str, value: Any) -> bool:
    """Whether it is defined there, or imported from where it is."""
    return module is home or module.__dict__.get(name) is value


def _forget() -> None:
    """Leave behind what was remembered under another value."""
    for module in _modules():
        for thing in list(vars(module).values()):
            if hasattr(thing, "cache_clear"):
                thing.cache_clear()
