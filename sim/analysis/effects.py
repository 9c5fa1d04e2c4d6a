"""What each position moves if it changed now, as plain data; `if_changed` works it out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effect:
    """One outcome with a position at its low and at its high end; shares in [0, 1].

    `shift` is `high - low`; its interval is from `least` to `most` at the level of the row.
    """

    outcome: str
    issue: str
    option: str
    as_it_is: float
    low: float
    high: float
    shift: float
    least: float
    most: float

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out 0."""
        return not self.least <= 0.0 <= self.most


@dataclass(frozen=True, slots=True)
class Setting:
    """A position at one value: the share of every outcome, in the order of `Row.effects`."""

    value: str
    shares: tuple[float, ...]
    differing: int  # runs that end in another way, or another deal, than as it is


@dataclass(frozen=True, slots=True)
class Row:
    """One position of one actor.

    Attributes
    ----------
    path, actor, field
        Where it is set, whose it is, and the path without the actor: mirror inputs share it.
    low, high
        Its ends, as a file writes them.
    words, evidence, reported
        What the scenario says of it, the facts behind that, and whether anything else than what
        is said there is contrary to a report.
    effects
        Of every ending, and of every option that a deal may hold.
    settings
        Every value that it was set to, in declared order.
    largest
        The place of the effect with the largest shift.
    adjusted_p
        The least false discovery rate at which it is listed.
    listed
        Whether that is at most 5%.
    ranks
        Which place it may have among the listed, by size of its largest shift; (0, 0): not listed.
    """

    path: str
    actor: str
    field: str
    low: str
    high: str
    unit: str
    words: str
    evidence: tuple[str, ...]
    reported: bool
    effects: tuple[Effect, ...]
    settings: tuple[Setting, ...]
    largest: int
    adjusted_p: float
    listed: bool
    ranks: tuple[int, int] = (0, 0)

    @property
    def shift(self) -> Effect:
        """The effect with the largest shift."""
        return self.effects[self.largest]

    def of(self, outcome: str) -> Effect:
        """The effect on one outcome."""
        return next(effect for effect in self.effects if effect.outcome == outcome)


@dataclass(frozen=True, slots=True)
class NotSet:
    """An input, or one value of it, that is not set from now, and why."""

    path: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class IfChanged:
    """What each position moves if it changed now, on `runs` kept runs of `draws` draws.

    Attributes
    ----------
    as_it_is
        The share of every outcome, in the order of `outcomes`.
    rows
        Mirror inputs side by side: by the largest shift among them, and by name where the
        intervals of the largest shifts overlap.
    level
        At which all outcomes of one row have their intervals together, adjusted for the listing.
    missed
        By outcome: a shift below this would usually be missed, that is, found with a chance of
        less than 80%.
    """

    runs: int
    draws: int
    outcomes: tuple[str, ...]
    as_it_is: tuple[float, ...]
    rows: tuple[Row, ...]
    not_set: tuple[NotSet, ...]
    level: float
    missed: tuple[float, ...]

    def missed_of(self, outcome: str) -> float:
        """Below what a shift of an outcome would usually be missed."""
        return self.missed[self.outcomes.index(outcome)]

    @property
    def listed(self) -> tuple[Row, ...]:
        """The rows that could be distinguished from no change."""
        return tuple(row for row in self.rows if row.listed)

    @property
    def groups(self) -> tuple[tuple[Row, ...], ...]:
        """Mirror inputs together, those of which one at least is listed."""
        fields = dict.fromkeys(row.field for row in self.listed)
        return tuple(tuple(row for row in self.rows if row.field == field) for field in fields)
