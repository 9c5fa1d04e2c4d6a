"""Gathering the inputs of a case while it is compiled."""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.scenario.defaults import DEFAULTS
from sim.scenario.distributions import Distribution, Point, Uniform
from sim.scenario.fields import Block, Cited, block_of, said, span_text
from sim.scenario.inputs import LEFT_OUT, Input
from sim.scenario.rows import AS_WRITTEN, Row
from sim.scenario.slots import Named, Number
from sim.scenario.words import Pick, Quantity


@dataclass(frozen=True, slots=True)
class Backing:
    """What backs a field: fact ids, or why it is assumed."""

    evidence: tuple[str, ...] = ()
    why: str = ""

    @classmethod
    def of(cls, block: Cited, name: str) -> Backing:
        """What a block says of one of its fields."""
        return cls(block.evidence.get(name, ()), block.assumed)

    @classmethod
    def of_row(cls, holder: Block, row: Row) -> Backing:
        """What is said of a number in its block, or of that block in the one around it."""
        own = cls.of(block_of(holder, row), row.key)
        if not row.block or not isinstance(holder, Cited):
            return own
        outer = cls.of(holder, row.block)
        return cls(own.evidence or outer.evidence, own.why or outer.why)


@dataclass(slots=True)
class Collector:
    """Gathers inputs and hands out the slots that stand for them."""

    found: dict[str, Input] = field(default_factory=dict)

    def row(self, prefix: str, holder: Block, row: Row) -> Number:
        """The slot of a number that a block has, or a block in it."""
        path = f"{prefix}.{row.path}" if prefix else row.path
        return self.number(path, row.name, said(holder, row), Backing.of_row(holder, row))

    def number(
        self, path: str, row_name: str, written: Quantity | None, backing: Backing
    ) -> Number:
        """The slot of a quantity of one row of the defaults."""
        row = DEFAULTS[row_name]
        default = written is None or written.unknown
        if written is not None:
            dist, words = written.dist, written.words
        else:
            dist = Uniform(row.low, row.high) if row.fixed is None else Point(row.fixed)
            words = LEFT_OUT
        why = backing.why
        if written is None or (default and not why):
            span = span_text(row, unknown=written is not None)
            why = f"the tool's default, {span}: {row.meaning} ({row.source})"
        self._add(Input(path, dist, row.unit, words, backing.evidence, why, default))
        fixed = None
        if isinstance(dist, Point):
            assert not isinstance(dist.value, str), path
            fixed = row.counted(dist.value)
        return Number(path, row.scale, fixed)

    def name(
        self,
        at: tuple[str, str],
        written: Pick | None,
        among: tuple[str, ...],
        backing: Backing,
        left_out: str | None = None,
    ) -> Named:
        """The slot of a name, at (path, unit); left out it is `left_out`, or unknown."""
        path, unit = at
        pick = written
        if pick is None:
            pick = Pick(None if left_out is None else ((left_out, 1.0),), LEFT_OUT)
        default = pick.weights is None or written is None
        why = backing.why
        if written is None or (default and not why):
            holds = left_out if written is None else None
            why = "the tool's default: " + (holds or "each equally likely")
        dist = pick.among(among)
        self._add(Input(path, dist, unit, pick.words, backing.evidence, why, default, among))
        return Named(path, str(dist.value) if isinstance(dist, Point) else None)

    def date(self, path: str, dist: Distribution, words: str, backing: Backing) -> Number:
        """The slot of a date, in days from the start."""
        return self._as_drawn(Input(path, dist, "date", words, backing.evidence, backing.why))

    def steps(
        self, path: str, written: Quantity | None, usual: Distribution, backing: Backing
    ) -> Number:
        """The slot of a number of steps; where it is unknown it is as `usual`."""
        default = written is None or written.unknown
        dist = usual if written is None or written.unknown else written.dist
        why = backing.why
        if written is None or (default and not why):
            why = "the tool's default: each step equally likely"
        words = LEFT_OUT if written is None else written.words
        return self._as_drawn(Input(path, dist, "steps", words, backing.evidence, why, default))

    def _as_drawn(self, new: Input) -> Number:
        """A slot that counts as it is written."""
        self._add(new)
        fixed = None
        if isinstance(new.dist, Point):
            assert not isinstance(new.dist.value, str), new.path
            fixed = new.dist.value
        return Number(new.path, AS_WRITTEN, fixed)

    def _add(self, new: Input) -> None:
        assert new.path not in self.found, f"two inputs at {new.path}"
        self.found[new.path] = new

    def in_order(self) -> tuple[Input, ...]:
        """All inputs, in the order of their paths."""
        return tuple(self.found[path] for path in sorted(self.found))
