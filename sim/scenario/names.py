"""What the indices of the tables stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sim.scenario.combinations import Exclusion
from sim.scenario.words import as_option


@dataclass(frozen=True, slots=True)
class Names:
    """What the indices stand for, the same for every draw."""

    actors: tuple[str, ...]
    issues: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    mediators: tuple[int, ...]  # in the scenario's order
    package_keys: tuple[int, ...]  # 64-bit hash of each package's option ids, by issue id
    package_options: tuple[tuple[int, ...], ...]  # of each package, by issue
    exclusions: tuple[Exclusion, ...] = ()
    excluded: Mapping[int, str] = field(default_factory=dict)  # packages that nobody can have: why
    numbers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # with units, by issue

    @property
    def feasible(self) -> Sequence[int]:
        """The packages that somebody can have."""
        every = range(len(self.package_options))
        return [p for p in every if p not in self.excluded] if self.excluded else every

    def told(self, issue: str, option: str) -> str:
        """An option as a page says it in few words: a number with its unit, another by its id."""
        return self.numbers.get(issue, {}).get(option) or as_option(option)

    def package(self, terms: Mapping[str, str]) -> int:
        """The place of the package of these options by issue."""
        package = 0
        for issue, options in zip(self.issues, self.options, strict=True):
            package = package * len(options) + options.index(terms[issue])
        return package
