"""Two options that are worth more, or less, together than each by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from sim.scenario.defaults import rows
from sim.scenario.fields import Cited, Id, numbers
from sim.scenario.numeric import OptionName


@numbers(rows("interaction"))
class Interaction(Cited):
    """Options of two issues, and what both of them `together` add to an actor's worth."""

    between: Annotated[dict[Id, OptionName], Field(min_length=2, max_length=2)]


@dataclass(frozen=True, slots=True)
class Together:
    """What an actor gains by a package that has these options, by issue; `id` names it."""

    id: str
    options: tuple[tuple[int, int], ...]
    worth: float

    def holds(self, package: Sequence[int]) -> bool:
        """Whether a package has them all."""
        return all(package[issue] == option for issue, option in self.options)


def added(
    together: Sequence[Together], packages: Sequence[Sequence[int]], stands: Sequence[bool]
) -> Mapping[int, float]:
    """What they add, by place of the package, where the demands on both issues stand."""
    found: dict[int, float] = {}
    for one in together:
        if all(stands[issue] for issue, _ in one.options):
            for place, package in enumerate(packages):
                if one.holds(package):
                    found[place] = found.get(place, 0.0) + one.worth
    return found
