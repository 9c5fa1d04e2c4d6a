"""What a study of inputs asks about: each input alone, and inputs together.

Inputs are put together by actor, by issue, and by what backs them. Evidence backs words;
the number behind a word is assumed, whatever backs the word.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from sim.analysis.basis import ATTRIBUTIONS
from sim.errors import SettingError
from sim.scenario.codebook import range_text
from sim.scenario.inputs import NUMBERS

if TYPE_CHECKING:
    from sim.scenario.case import Case
    from sim.scenario.inputs import Input

GUARD = "guard"  # the path of no input: every path has a dot in it
OTHERS = "all others"
WHOLE = "talks as a whole"
NO_ISSUE = "no one issue"
ASSUMED = "assumed"
INPUT = "input"
GROUPINGS = ("backing", "actor", "issue")


@dataclass(frozen=True, slots=True)
class Factor:
    """Some inputs that are moved together.

    Attributes
    ----------
    kind
        `input`, `guard`, `others`, or one of `GROUPINGS`.
    name
        The path of an input, or what a group is called.
    columns
        Places in `paths_of`.
    range_text, backing
        Of one input: what it may be, and the weakest attribution that backs its word.
    """

    kind: str
    name: str
    columns: tuple[int, ...]
    range_text: str = ""
    backing: str = ""


def uncertain(case: Case) -> list[Input]:
    """The inputs that can be more than one value."""
    return [one for one in case.inputs if one.uncertain]


def paths_of(case: Case) -> tuple[str, ...]:
    """What is varied: every uncertain input, and last the guard, which changes nothing."""
    return (*(one.path for one in uncertain(case)), GUARD)


def backing_of(case: Case, one: Input) -> str:
    """The weakest attribution of the facts that an input's word cites; `assumed` without any."""
    cited = [case.facts[fact].attribution for fact in one.evidence]
    return max(cited, key=ATTRIBUTIONS.index) if cited else ASSUMED


def guard_of(case: Case) -> Factor:
    """The input that changes nothing."""
    return Factor(GUARD, GUARD, (len(uncertain(case)),), "anything", "none: no input at all")


def inputs_of(case: Case, patterns: Sequence[str] = ()) -> list[Factor]:
    """Every uncertain input, or those whose path fits one of some patterns.

    Raises
    ------
    SettingError
        Where a pattern fits none, or nothing is uncertain.
    """
    known = uncertain(case)
    if not known:
        raise SettingError(f"{case.title}: no input can be more than one value: give one a range")
    for pattern in patterns:
        if not any(fnmatchcase(one.path, pattern) for one in known):
            raise SettingError(
                f"--inputs {pattern}: fits no uncertain input: `detente inputs` lists them"
            )
    return [
        Factor(INPUT, one.path, (k,), _range(case, one), backing_of(case, one))
        for k, one in enumerate(known)
        if not patterns or any(fnmatchcase(one.path, pattern) for pattern in patterns)
    ]


def _range(case: Case, one: Input) -> str:
    unit = f" {one.unit}" if one.unit in NUMBERS else ""
    return f"{range_text(one, case.start)}{unit}"


def others_of(case: Case, asked: Sequence[Factor]) -> list[Factor]:
    """All inputs that are not asked about, as one factor; none where all are."""
    mine = {column for one in asked for column in one.columns}
    rest = tuple(k for k in range(len(uncertain(case))) if k not in mine)
    return [Factor("others", OTHERS, rest)] if rest else []


def groups_of(case: Case) -> list[Factor]:
    """All inputs by what backs them, by actor and by issue.

    A grouping that puts all inputs together says nothing, and is left out.
    """
    issues, actors = case.names.issues, case.names.actors

    def actor(one: Input) -> str:
        first = one.path.partition(".")[0]
        return first if first in actors else WHOLE

    def issue(one: Input) -> str:
        named = [name for name in issues if name in one.path.split(".")[1:]]
        return named[0] if named else NO_ISSUE

    return [
        *_grouped(case, "backing", lambda one: backing_of(case, one), (*ATTRIBUTIONS, ASSUMED)),
        *_grouped(case, "actor", actor, (*sorted(actors), WHOLE)),
        *_grouped(case, "issue", issue, (*sorted(issues), NO_ISSUE)),
    ]


def _grouped(
    case: Case, kind: str, group: Callable[[Input], str], names: Sequence[str]
) -> list[Factor]:
    members: dict[str, list[int]] = {name: [] for name in names}
    for k, one in enumerate(uncertain(case)):
        members[group(one)].append(k)
    found = [Factor(kind, name, tuple(places)) for name, places in members.items() if places]
    return found if len(found) > 1 else []
