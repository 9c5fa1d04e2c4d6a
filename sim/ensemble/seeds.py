"""The seed files of a data set: the texts that its scenario cites, beside its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sim.ensemble.places import Place
from sim.errors import LogError

if TYPE_CHECKING:
    from sim.scenario.case import Case


def seed_file(name: str) -> str:
    """Where the text of a seed file lies in a data set."""
    return f"seeds/{name}.yaml"


def seeds_of(case: Case) -> dict[str, bytes]:
    """The texts of the seed files that a case cites, by name."""
    return {name: text.encode() for name, text in case.seed_texts.items()}


class SeedsBeside(Mapping[str, str]):
    """The texts in a data set by name, each read when it is cited: nothing else is looked at."""

    def __init__(self, place: Place) -> None:
        self._place, self._there = place, place.names()

    def __contains__(self, name: object) -> bool:
        """Whether there is one."""
        return isinstance(name, str) and seed_file(name) in self._there

    def __getitem__(self, name: str) -> str:
        """Its text; LogError where it is not UTF-8."""
        if name not in self:
            raise KeyError(name)
        file = seed_file(name)
        try:
            return self._place.read(file).decode()
        except UnicodeDecodeError as error:
            where = self._place.path(file)
            raise LogError(f"{where}: is not UTF-8 ({error}): it was altered") from error

    def __iter__(self) -> Iterator[str]:
        """All names."""
        start, end = seed_file("\0").split("\0")
        whole = (name for name in self._there if name.startswith(start) and name.endswith(end))
        return (name.removeprefix(start).removesuffix(end) for name in whole)

    def __len__(self) -> int:
        """How many there are."""
        return sum(1 for _ in self)
