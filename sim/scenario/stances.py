"""What an actor wants on each issue, and what that makes every package worth to it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from sim.model.worth import shares

NO_LINE, SOFT_LINE, HARD_LINE = 0, 1, 2
NOT_YET, RAISED, WITHDRAWN = 0, 1, 2
FEW = 1000  # packages that are listed as soon as one of them is looked at


@dataclass(frozen=True, slots=True)
class Stance:
    """What one actor wants on one issue.

    `salience` is as written (0-1), not yet a share. `values[o]` in [0, 1] is what option o
    gives (a purpose already blended in), `lines[o]` the red line that o crosses. Until
    `raised` (a tick; None: from the start) the actor values options by `before`, or not at
    all where that is None; from `withdrawn` on not at all.
    """

    salience: float
    values: tuple[float, ...]
    lines: tuple[int, ...]
    before: tuple[float, ...] | None = None
    raised: int | None = None
    withdrawn: int | None = None
    firmness: float | None = None  # on this issue; None: as the actor is in general

    @property
    def dated(self) -> bool:
        """Whether it is raised or withdrawn on some day of the talks."""
        return self.raised is not None or self.withdrawn is not None

    @property
    def rank(self) -> tuple[float, float]:
        """What an actor commits itself to in public first: a red line, then what weighs most."""
        return -max(self.lines), -self.salience


def phase_at(stance: Stance | None, tick: int) -> int:
    """Whether a demand stands at a tick, by its own dates: NOT_YET, RAISED or WITHDRAWN."""
    if stance is None:
        return RAISED
    if stance.withdrawn is not None and stance.withdrawn <= tick:
        return WITHDRAWN
    return RAISED if stance.raised is None or stance.raised <= tick else NOT_YET


@dataclass(frozen=True)
class Standpoint:
    """What packages are worth to one actor while its demands stand as they do.

    Worths are additive over issues (Keeney & Raiffa 1976). Those of all packages are worked
    out when they are first asked for, and left behind when this goes to another process: what
    is `best`, or what one package is worth, is found without them, and is the same to the bit.

    Attributes
    ----------
    parts, lines
        By issue and option: what the option adds, and the red line that it crosses.
    soft_line
        Lost once where a package crosses any soft red line.
    firmness
        Mean over issues by salience share, in [0, 1].
    excluded
        Packages that nobody can have, by place: as closed as those across a hard red line.
    together
        What options of several issues add together, by place of the package.
    """

    parts: tuple[tuple[float, ...], ...]
    lines: tuple[tuple[int, ...], ...]
    soft_line: float
    firmness: float
    excluded: frozenset[int] = frozenset()
    together: Mapping[int, float] = field(default_factory=dict)

    @cached_property
    def worths(self) -> list[float]:
        """By package."""
        worths = self._apart()
        for package, more in self.together.items():
            worths[package] += more
        return worths

    def _apart(self) -> list[float]:
        """By package, each issue by itself."""
        worths = [0.0]
        for parts in self.parts:
            worths = [worth + part for worth in worths for part in parts]
        if not self._draws(SOFT_LINE):
            return worths
        return [
            worth - self.soft_line if crossed else worth
            for worth, crossed in zip(worths, self._crossed(SOFT_LINE), strict=True)
        ]

    @cached_property
    def hard(self) -> list[bool]:
        """By package: whether it crosses a hard red line, or nobody can have it."""
        crossed = self._crossed(HARD_LINE)
        for package in self.excluded:
            crossed[package] = True
        return crossed

    @cached_property
    def best(self) -> float:
        """The most that a package which crosses no hard red line is worth; 0 if all cross one.

        Sums round in one direction, so the greatest part of each issue makes the greatest sum.
        Where packages are excluded, or options add something together, each is looked at.
        """
        if self.excluded or self.together:
            open_to = (w for w, hard in zip(self.worths, self.hard, strict=True) if not hard)
            return max(0.0, max(open_to, default=0.0))
        clear, crossed = 0.0, -math.inf  # the most without and with a soft red line crossed
        for parts, lines in zip(self.parts, self.lines, strict=True):
            plain = _most(parts, lines, NO_LINE)
            soft = _most(parts, lines, SOFT_LINE)
            crossed = max(crossed + max(plain, soft), clear + soft)
            clear += plain
        return max(0.0, clear, crossed - self.soft_line)

    def worth(self, package: int) -> float:
        """What one package is worth; where there are many, the others are not looked at."""
        if self._listed or "worths" in self.__dict__:
            return self.worths[package]
        total, options = 0.0, self._options(package)
        for parts, option in zip(self.parts, options, strict=True):
            total += parts[option]
        if self._crosses(options, SOFT_LINE):
            total -= self.soft_line
        return total + self.together.get(package, 0.0)

    def crosses(self, package: int) -> bool:
        """Whether one package crosses a hard red line, or nobody can have it."""
        if self._listed or "hard" in self.__dict__:
            return self.hard[package]
        return package in self.excluded or self._crosses(self._options(package), HARD_LINE)

    @cached_property
    def _listed(self) -> bool:
        return math.prod(map(len, self.parts)) <= FEW

    def _options(self, package: int) -> list[int]:
        """By issue; packages count in mixed radix, the first issue most significant."""
        options = []
        for parts in reversed(self.parts):
            package, option = divmod(package, len(parts))
            options.append(option)
        return options[::-1]

    def _crosses(self, options: Sequence[int], line: int) -> bool:
        return any(lines[o] == line for lines, o in zip(self.lines, options, strict=True))

    def _draws(self, line: int) -> bool:
        return any(line in lines for lines in self.lines)

    def _crossed(self, line: int) -> list[bool]:
        if not self._draws(line):
            return [False] * math.prod(map(len, self.parts))
        found = [False]
        for lines in self.lines:
            found = [crossed or own == line for crossed in found for own in lines]
        return found

    def __getstate__(self) -> dict[str, Any]:
        return {one.name: self.__dict__[one.name] for one in fields(self)}


def standpoint(
    stances: Sequence[Stance | None],
    widths: Sequence[int],
    phases: Sequence[int],
    soft_line: float,
    firmness: float,
) -> Standpoint:
    """What packages are worth to an actor, from what it wants.

    Parameters
    ----------
    stances, widths, phases
        By issue: what it wants there, how many options there are, whether its demand is
        NOT_YET raised, RAISED or WITHDRAWN.
    soft_line
        Lost once where a package crosses any soft red line, in [0, 1].
    firmness
        On issues where a demand does not stand, or says nothing of its own, in [0, 1].
    """
    columns = [
        _column(stance, phase, width)
        for stance, phase, width in zip(stances, phases, widths, strict=True)
    ]
    weights = shares([salience for salience, _, _ in columns])
    parts = tuple(
        tuple([weight * value for value in values])
        for weight, (_, values, _) in zip(weights, columns, strict=True)
    )
    own = [_firmness(s, phase, firmness) for s, phase in zip(stances, phases, strict=True)]
    lines = tuple(lines for _, _, lines in columns)
    return Standpoint(parts, lines, soft_line, _mean(own, weights, firmness))


def _most(parts: Sequence[float], lines: Sequence[int], line: int) -> float:
    """The greatest part of an option with this line; for all or none no option is looked at."""
    found = lines.count(line)
    if found in (0, len(lines)):
        return max(parts) if found else -math.inf
    return max(p for p, own in zip(parts, lines, strict=True) if own == line)


def _firmness(stance: Stance | None, phase: int, general: float) -> float:
    if stance is None or phase != RAISED or stance.firmness is None:
        return general
    return stance.firmness


def _mean(values: Sequence[float], weights: Sequence[float], general: float) -> float:
    if all(value == general for value in values) or not any(weights):
        return general
    total = 0.0
    for value, weight in zip(values, weights, strict=True):
        total += weight * value
    return total


def _column(
    stance: Stance | None, phase: int, n: int
) -> tuple[float, tuple[float, ...], tuple[int, ...]]:
    nothing = (0.0,) * n, (NO_LINE,) * n
    if stance is None or phase == WITHDRAWN:
        return 0.0, *nothing
    if phase == RAISED:
        return stance.salience, stance.values, stance.lines
    if stance.before is None:
        return 0.0, *nothing
    return stance.salience, stance.before, nothing[1]
