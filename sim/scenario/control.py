"""Who can change what without anyone's consent, and orders over states where no number is known.

A state is a package: one option for each issue, of those that somebody can have. States that
are `merged` count as one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from sim.scenario.combinations import Combination, Exclusion, some_of
from sim.scenario.fields import Reader
from sim.scenario.tree import Data
from sim.scenario.words import mistake, option_id

ALL, REST = "all", "rest"
Some = tuple[str, ...]
Match = Mapping[str, Some]  # options by issue; what it does not name may be anything


@dataclass(frozen=True, slots=True)
class Moves:
    """What an actor can do alone on one issue.

    `steps` are the options that it can move to, by the option that it leaves; where there are
    none it moves from any option to those of `to`, and with neither from any to any.
    """

    to: Some = ()
    steps: Mapping[str, Some] | None = None

    def allows(self, left: str, reached: str) -> bool:
        """Whether it can leave one option for another."""
        if left == reached:
            return False
        if self.steps is not None:
            return reached in self.steps.get(left, ())
        return not self.to or reached in self.to

    @property
    def named(self) -> Some:
        """The options that it names, each once."""
        steps = self.steps or {}
        listed = (*self.to, *steps, *(o for options in steps.values() for o in options))
        return tuple(dict.fromkeys(listed))


Control = Mapping[str, Moves]
Level = tuple[Match, ...]  # states that are as good as each other; none: all the rest


def _moves(data: Data) -> Moves:
    if data == ALL:
        return Moves()
    if isinstance(data, dict) and data:
        return Moves(steps={option_id(left): some_of(to) for left, to in data.items()})
    return Moves(to=some_of(data))


def _control(data: Data) -> Control:
    if isinstance(data, str):
        return {data: Moves()}
    if isinstance(data, list) and data and all(isinstance(issue, str) for issue in data):
        return {str(issue): Moves() for issue in data}
    if isinstance(data, dict):
        return {issue: _moves(moves) for issue, moves in data.items()}
    cure = "write [ISSUE], {ISSUE: OPTION} or {ISSUE: {OPTION: OPTION}}"
    raise mistake("no issues that somebody controls", data, cure)


def _level(data: Data) -> Level:
    if data == REST:
        return ()
    listed = data if isinstance(data, list) else [data]
    if not listed or not all(isinstance(one, dict) and one for one in listed):
        cure = "write {ISSUE: OPTION, ...}, a list of those that are as good, or rest"
        raise mistake("no state", data, cure)
    return tuple(
        {issue: some_of(some) for issue, some in one.items()}
        for one in listed
        if isinstance(one, dict)
    )


_OPTION = {"type": ["string", "number"]}
_SOME = {"anyOf": [_OPTION, {"type": "array", "items": _OPTION, "minItems": 1}]}
_STATES = {"type": "object", "additionalProperties": _SOME, "minProperties": 1}
ControlField = Annotated[
    Control,
    Reader(
        _control,
        {
            "description": "issues that it can change alone; by issue the options that it can "
            "bring about, or by the option left those that it can move to",
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
                {"type": "object", "additionalProperties": {"anyOf": [*_SOME["anyOf"], _STATES]}},
            ],
        },
    ),
]
LevelField = Annotated[
    Level,
    Reader(
        _level,
        {
            "description": "a state by its options, a list of states that are as good, or rest",
            "anyOf": [{"const": REST}, _STATES, {"type": "array", "items": _STATES, "minItems": 1}],
        },
    ),
]


def states_like(match: Match, packages: Sequence[Mapping[str, str]]) -> list[int]:
    """The places of the packages that have the options of a match."""
    among = tuple((issue, frozenset(some)) for issue, some in match.items())
    rule = Exclusion(among, "")
    return [place for place, package in enumerate(packages) if rule.holds(package)]


def levels(ranking: Sequence[Level], packages: Sequence[Mapping[str, str]]) -> list[list[int]]:
    """By level of a ranking, the best first: the places of its packages, each at its first."""
    found: list[list[int]] = []
    matches = [match for level in ranking for match in level]
    named = {place for match in matches for place in states_like(match, packages)}
    for level in ranking:
        places = [p for match in level for p in states_like(match, packages)]
        rest = [] if level else [p for p in range(len(packages)) if p not in named]
        found.append(sorted({*places, *rest}))
    return found


def groups(merged: Sequence[Combination], packages: Sequence[Mapping[str, str]]) -> list[int]:
    """By package: the first of those that are one state with it, itself where there is none."""
    first = list(range(len(packages)))
    for one in merged:
        alike = states_like(one.options, packages)
        joined = {first[place] for place in alike}
        if joined:
            least = min(joined)
            first = [least if place in joined else place for place in first]
    return first
