"""Who stands where: read from a scenario alone, nothing is played and nothing drawn.

A position on an issue is the option that an actor likes best there: what it wants, or the one
farthest from what it opposes, each with the chance that the scenario gives it. Numbers are those
of the file, points of 0-100 of each actor's own scale: from the least to the greatest that they may
be, and the median.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sim.errors import SettingError
from sim.scenario.building import NEEDED_UNKNOWN
from sim.scenario.control import levels
from sim.scenario.distributions import Choice, bounds

if TYPE_CHECKING:
    from sim.scenario.case import Case
    from sim.scenario.inputs import Input

WANTS, OPPOSES, POINTS, RANKING = "wants", "opposes", "points", "ranking"
NEVER, UNKNOWN = "no", "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """What a number may be, in points; `default` where the file says nothing of it."""

    low: float
    high: float
    median: float
    default: bool


@dataclass(frozen=True, slots=True)
class Position:
    """Where an actor stands on an issue: by `wants`, `opposes`, `points` or its `ranking`.

    `best` are the options that it may like best, with their chances; `salience` is None where an
    actor has an order and no numbers.
    """

    by: str
    best: Mapping[str, float]
    salience: Span | None


@dataclass(frozen=True, slots=True)
class MappedActor:
    """One actor.

    `consent` is always, no, on change or unknown (always or no, equally likely); `position` is
    None where it has no stake in the issue, `worth` where it has none of no deal or has a
    package. `reaches` are those it has a channel to, `reached_by` those who have one to it.
    """

    actor: str
    title: str
    roles: tuple[str, ...]
    position: Position | None
    worth: Span | None
    fallback: bool
    consent: str
    veto: bool
    reaches: tuple[str, ...]
    reached_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorMap:
    """All actors on one issue: from its first option to its last, then those without a stake.

    `options` are titles by id, in order; `quota` is the share of weight that carries a text, None
    where all must agree.
    """

    title: str
    digest: str
    issue: str
    issue_title: str
    issues: tuple[str, ...]
    options: Mapping[str, str]
    status_quo: Mapping[str, float]
    quota: float | None
    actors: tuple[MappedActor, ...]

    def place(self, position: Position) -> tuple[float, float, float]:
        """The least, mean and greatest place of a position among the options, from 0."""
        order = list(self.options)
        places = {order.index(option): chance for option, chance in position.best.items()}
        mean = sum(place * chance for place, chance in places.items())
        return min(places), mean, max(places)


def actor_map(case: Case, issue: str = "") -> ActorMap:
    """Where the actors of a case stand on one issue, left out: the first.

    Raises
    ------
    SettingError
        Where there is no such issue.
    """
    names = case.names
    issue = issue or names.issues[0]
    if issue not in names.issues:
        raise SettingError(f"--issue {issue}: no issue: write one of {', '.join(names.issues)}")
    inputs = {one.path: one for one in case.inputs}
    quo = inputs.get(f"issues.{issue}.status_quo")
    actors = [_mapped(case, name, issue, inputs) for name in case.scenario.actors]
    found = ActorMap(
        title=case.title,
        digest=case.digest,
        issue=issue,
        issue_title=case.labels.issues[issue],
        issues=names.issues,
        options=case.labels.options[issue],
        status_quo={} if quo is None else _chances(quo),
        quota=case.scenario.consent.quota,
        actors=tuple(actors),
    )
    return _in_order(found)


def _in_order(found: ActorMap) -> ActorMap:
    def key(one: MappedActor) -> tuple[bool, float, str, str]:
        mean = 0.0 if one.position is None else found.place(one.position)[1]
        return one.position is None, mean, one.title.casefold(), one.actor

    return replace(found, actors=tuple(sorted(found.actors, key=key)))


def _mapped(case: Case, name: str, issue: str, inputs: Mapping[str, Input]) -> MappedActor:
    scenario = case.scenario
    actor, worth = scenario.actors[name], inputs.get(f"{name}.no_deal.worth")
    reached_by = [other for other, one in scenario.actors.items() if name in one.reaches]
    return MappedActor(
        actor=name,
        title=case.labels.actors[name],
        roles=actor.roles,
        position=_position(case, name, issue, inputs),
        worth=None if worth is None else _span(worth),
        fallback=any(path.startswith(f"{name}.no_deal.package.") for path in inputs),
        consent=_consent(case, name, inputs),
        veto=name in scenario.consent.vetoes,
        reaches=actor.reaches,
        reached_by=tuple(reached_by),
    )


def _consent(case: Case, name: str, inputs: Mapping[str, Input]) -> str:
    roles, consent = case.scenario.actors[name].roles, case.scenario.consent
    if "party" in roles:
        return "always"
    unheard = consent.quota is not None and name not in consent.vetoes
    if "stakeholder" not in roles or unheard:
        return NEVER
    chances = _chances(inputs[f"{name}.needed"])
    if set(chances) == set(NEEDED_UNKNOWN):
        return UNKNOWN
    return " or ".join(chances)


def _position(case: Case, name: str, issue: str, inputs: Mapping[str, Input]) -> Position | None:
    options = list(case.labels.options[issue])
    path = f"{name}.{issue}"
    salience = inputs.get(f"{path}.salience")
    span = None if salience is None else _span(salience)
    if case.scenario.actors[name].ranking:
        return Position(RANKING, _top(case, name, issue), None)
    if f"{path}.{WANTS}" in inputs:
        return Position(WANTS, _chances(inputs[f"{path}.{WANTS}"]), span)
    if f"{path}.{OPPOSES}" in inputs:
        chances: dict[str, float] = {}
        for opposed, chance in _chances(inputs[f"{path}.{OPPOSES}"]).items():
            ends = _farthest(options, opposed)
            for option in ends:
                chances[option] = chances.get(option, 0.0) + chance / len(ends)
        return Position(OPPOSES, chances, span)
    worths = {
        option: _span(inputs[f"{path}.{kind}.{option}"]).median
        for kind in ("points", "curve")
        for option in options
        if f"{path}.{kind}.{option}" in inputs
    }
    if not worths:
        return None
    return Position(POINTS, _even([o for o in worths if worths[o] == max(worths.values())]), span)


def _farthest(options: Sequence[str], opposed: str) -> list[str]:
    if opposed not in options:
        return list(options)
    place = options.index(opposed)
    most = max(place, len(options) - 1 - place)
    return [option for k, option in enumerate(options) if abs(k - place) == most]


def _top(case: Case, name: str, issue: str) -> Mapping[str, float]:
    """The options of the states that stand first in an order."""
    names = case.names
    packages = [
        {
            one: ids[o]
            for one, ids, o in zip(
                names.issues, names.options, names.package_options[p], strict=True
            )
        }
        for p in names.feasible
    ]
    first = levels(case.scenario.actors[name].ranking, packages)[0]
    return _even(list(dict.fromkeys(packages[state][issue] for state in first)))


def _even(options: Sequence[str]) -> dict[str, float]:
    return dict.fromkeys(options, 1.0 / len(options))


def _chances(one: Input) -> dict[str, float]:
    if isinstance(one.dist, Choice):
        return {str(value): weight for value, weight in one.dist.weights.items()}
    return {str(one.sample(0.5)): 1.0}


def _span(one: Input) -> Span:
    ends = bounds(one.dist)
    assert ends is not None, "a number"
    return Span(*ends, float(one.sample(0.5)), one.default)
