"""Options of a request, declared once: its fields say what a command, Python and a shell take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, TypeVar

from sim.ensemble.arguments import MAX_SEED, MOST_JOBS, whole
from sim.errors import SettingError
from sim.shell import given
from sim.talks.outcomes import NAMES

_Request = TypeVar("_Request")


@dataclass(frozen=True, slots=True)
class Option:
    """How a field is asked for.

    Parameters
    ----------
    flags
        On the command line, the one that is printed last.
    most
        Of a whole number from `least`; 0: a text, or one of `words` where there are some.
    command
        What it is where a command leaves it out; None: the same as in Python.
    again
        Whether it changes results, so that the command that makes them again names it.
    high
        Of a number from 0; 0: it is none. `within`: the ends themselves are left out.
    """

    flags: tuple[str, ...]
    help: str
    metavar: str = ""
    least: int = 1
    most: int = 0
    words: tuple[str, ...] = ()
    command: object = None
    again: bool = True
    required: bool = False
    high: float = 0.0
    within: bool = False


def option(default: Any, *flags: str, help: str, **how: Any) -> Any:  # noqa: A002  (as click has it)
    """A field of a request with its option; a tuple is an option that may be given repeatedly."""
    return field(default=default, metadata={"option": Option(flags, help, **how)})


def number(default: float, *flags: str, help: str, high: float, **how: Any) -> Any:  # noqa: A002  (as click has it)
    """A field that is a number from 0 to `high`."""
    return option(default, *flags, help=help, high=high, **how)


def seed() -> Any:
    """The field of every study that draws."""
    return option(0, "--seed", help="Of inputs and luck.", least=0, most=MAX_SEED)


def jobs() -> Any:
    """The field of every study that plays runs."""
    how = {"least": 0, "most": MOST_JOBS, "metavar": "N", "command": 0, "again": False}
    return option(1, "--jobs", help="Processes; left out: one a core.", **how)


def outcome() -> Any:
    """The field of every study that asks about one outcome."""
    about = f"What is asked about: {', '.join(NAMES)}."
    return option("deal", "--outcome", metavar="OUTCOME", words=NAMES, help=about)


def what_if() -> Any:
    """The field of every study of one scenario that may be a variant of it."""
    how = {"metavar": "VARIANT"}
    return option("", "--what-if", help="Play one of the scenario's what_if variants.", **how)


def options_of(kind: type) -> dict[str, tuple[Any, Option]]:
    """By field, what it is where it is left out, and its option."""
    return {one.name: (_default(one), one.metadata["option"]) for one in fields(kind)}


def _default(one: Any) -> Any:
    return None if one.default is MISSING else one.default


def arguments(request: Any) -> list[str]:
    """What a shell is given for a request: every field that is not as it is when left out."""
    found = []
    for name, (default, one) in options_of(type(request)).items():
        value = getattr(request, name)
        if one.again and value != default:
            values = value if isinstance(value, tuple) else (value,)
            found += given(one.flags[0], *values)
    return found


def requested(kind: type[_Request], asked: Mapping[str, object]) -> _Request:
    """A request from arguments by name, each seen to be one.

    Raises
    ------
    SettingError
        Where there is no such argument, or it is no number or text as it has to be.
    """
    known = options_of(kind)
    for name in asked:
        if name not in known:
            raise SettingError(f"no option is called {name!r} here: write one of {list(known)}")
    return kind(**{name: _seen(name, value, *known[name]) for name, value in asked.items()})


def _seen(name: str, value: object, default: object, one: Option) -> object:
    if isinstance(default, tuple):
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise SettingError(f"{name} is {value!r:.60}: write a list of texts, [] for none")
        return tuple(_text(name, each, one) for each in value)
    if value is None and default is None:
        return None
    if one.high:
        return _number(name, value, one)
    return whole(name, value, one.least, one.most) if one.most else _text(name, value, one)


def _number(name: str, value: object, one: Option) -> float:
    found = float(value) if isinstance(value, int | float) else -1.0
    if 0.0 <= found <= one.high and not (one.within and found in {0.0, one.high}):
        return found
    ends = f"between 0 and {one.high:,g}" if one.within else f"from 0 to {one.high:,g}"
    raise SettingError(f"{name} is {value!r:.60}: write a number {ends}")


def _text(name: str, value: object, one: Option) -> str:
    if not isinstance(value, str):
        raise SettingError(f"{name} is {value!r:.60}: write a text")
    if one.words and value not in one.words:
        raise SettingError(f"{name} is {value!r:.60}: write one of {', '.join(one.words)}")
    return value
