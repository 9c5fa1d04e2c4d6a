"""Packages that nobody can have: options that exclude each other, or need one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import ConfigDict, Field

from sim.scenario.fields import Block, Facts, Id, Prose, Reader, Reason
from sim.scenario.tree import Data
from sim.scenario.words import mistake, option_id


def some_of(data: Data) -> tuple[str, ...]:
    """Read one option of an issue, or a list of them."""
    listed = data if isinstance(data, list) else [data]
    named = [one for one in listed if isinstance(one, str | int | float) and one != ""]
    if not listed or len(named) < len(listed) or any(isinstance(one, bool) for one in listed):
        wrong = "nothing is given" if data is None else "neither an option nor a list of them"
        raise mistake(wrong, data, "write one option, or [one, two]")
    return tuple(map(option_id, named))


_NAME = {"anyOf": [{"type": "string"}, {"type": "number"}]}
_LIST = {"type": "array", "items": _NAME, "minItems": 1}
Some = Annotated[tuple[str, ...], Reader(some_of, {"anyOf": [*_NAME["anyOf"], _LIST]})]


class Excludes(Block):
    """What excludes packages: `why`, the facts that back it, and what of it is assumed."""

    why: Reason
    evidence: Facts = ()
    assumed: Prose = ""


class Combination(Excludes):
    """Options that cannot stand together: by issue, one or several."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, Some]

    @property
    def options(self) -> dict[str, tuple[str, ...]]:
        """The options, by issue."""
        return dict(self.__pydantic_extra__)


class Requirement(Excludes):
    """What must stand, all of it, where something else does: by issue, one or several."""

    if_: Annotated[dict[Id, Some], Field(alias="if", min_length=1)]
    then: Annotated[dict[Id, Some], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Packages whose options are, on every issue named, among these (or, `unless`, are not)."""

    among: tuple[tuple[str, frozenset[str]], ...]
    why: str
    unless: tuple[str, frozenset[str]] | None = None

    def holds(self, package: Mapping[str, str]) -> bool:
        """Whether it excludes a package, its options by issue."""
        if any(package[issue] not in options for issue, options in self.among):
            return False
        return self.unless is None or package[self.unless[0]] not in self.unless[1]

    def told(self, package: Mapping[str, str]) -> str:
        """The options of a package that it excludes, and why: `toll free, repairs west: why`."""
        issues = [issue for issue, _ in self.among]
        issues += [] if self.unless is None else [self.unless[0]]
        return f"{', '.join(f'{issue} {package[issue]}' for issue in issues)}: {self.why}"


def exclusions(
    infeasible: Sequence[Combination], requires: Sequence[Requirement]
) -> tuple[Exclusion, ...]:
    """What a scenario says of packages that nobody can have."""

    def named(options: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, frozenset[str]], ...]:
        return tuple((issue, frozenset(some)) for issue, some in options.items())

    return (
        *(Exclusion(named(one.options), one.why) for one in infeasible),
        *(
            Exclusion(named(one.if_), one.why, needed)
            for one in requires
            for needed in named(one.then)
        ),
    )


def excluded(
    rules: Sequence[Exclusion],
    issues: Sequence[str],
    options: Sequence[Sequence[str]],
    packages: Sequence[Sequence[int]],
) -> dict[int, str]:
    """The packages that are excluded, by place, each with the first rule that says so, told."""
    found: dict[int, str] = {}
    for place, package in enumerate(packages) if rules else ():
        named = {issue: ids[o] for issue, ids, o in zip(issues, options, package, strict=True)}
        rule = next((rule for rule in rules if rule.holds(named)), None)
        if rule is not None:
            found[place] = rule.told(named)
    return found
