"""The methods of `detente sensitivity`: a new one is a class here and a name in `METHODS`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from sim.analysis.factors import (
    INPUT,
    Factor,
    groups_of,
    guard_of,
    inputs_of,
    others_of,
    paths_of,
    uncertain,
)
from sim.analysis.morris import elementary_effects, trajectories
from sim.analysis.runs import Floats
from sim.analysis.sensitivity import End, Measured, Method, Plan, Scale
from sim.analysis.sobol import Spread, sobol_indices, spread_of
from sim.analysis.tornado import ENDS, ends_of, swing, times_of
from sim.ensemble.designs import Ends, Swapped, Trajectories, sobol_points
from sim.scenario.codebook import range_text
from sim.scenario.distributions import Choice, Point

if TYPE_CHECKING:
    from sim.ensemble.designs import Played
    from sim.scenario.case import Case
    from sim.scenario.inputs import Input


class SobolMethod:
    """First and total order indices, of inputs and of groups of them."""

    scale = Scale(
        "sobol", {"first": "first order", "total": "total order"}, "total",
        "parts of what the inputs explain", "part",
    )  # fmt: skip

    def plan(self, case: Case, patterns: Sequence[str], rows: int, seed: int) -> Plan:
        """Groups are of all inputs, so they are asked about only where all inputs are."""
        inputs = inputs_of(case, patterns)
        groups = [] if patterns else groups_of(case)
        factors = (*inputs, guard_of(case), *others_of(case, inputs), *groups)
        # What moves the same inputs is played once.
        taken = tuple(dict.fromkeys(factor.columns for factor in factors))
        return Plan(case, factors, Swapped(*_points(case, rows, seed), taken))

    def measured(self, plan: Plan, played: Played, outcome: str) -> tuple[Spread, list[Measured]]:
        """The indices."""
        taken = cast(Swapped, plan.design).taken
        mixed = (played.table(2 + k, outcome) for k in range(len(taken)))
        found = sobol_indices(played.table(0, outcome), played.table(1, outcome), mixed)
        by_columns = dict(zip(taken, found.factors, strict=True))
        indices = [(factor, by_columns[factor.columns]) for factor in plan.factors]
        return found.spread, [
            Measured.of(factor, {"first": one.first, "total": one.total}, one.changed)
            for factor, one in indices
        ]


class MorrisMethod:
    """Elementary effects of single inputs."""

    scale = Scale(
        "morris", {"mu_star": "mu*", "sigma": "sigma"}, "mu_star",
        "runs of 100 per whole range of the input", "size",
    )  # fmt: skip

    def plan(self, case: Case, patterns: Sequence[str], rows: int, seed: int) -> Plan:
        """Trajectories through the inputs asked about; the others differ between them."""
        factors = (*inputs_of(case, patterns), guard_of(case))
        a, _ = _points(case, rows, seed)
        columns = [column for factor in factors for column in factor.columns]
        return Plan(case, factors, trajectories(a, columns, seed))

    def measured(self, plan: Plan, played: Played, outcome: str) -> tuple[Spread, list[Measured]]:
        """The effects."""
        design = cast(Trajectories, plan.design)
        tables = [played.table(block, outcome) for block in range(1, design.blocks)]
        columns = [factor.columns[0] for factor in plan.factors]
        found = elementary_effects(tables, design, columns)
        return spread_of(played.table(0, outcome)), [
            Measured.of(
                factor, {"mu_star": one.mu_star, "sigma": one.sigma, "mu": one.mu}, one.changed
            )
            for factor, one in zip(plan.factors, found, strict=True)
        ]


class TornadoMethod:
    """Swings of single inputs between their ends."""

    scale = Scale(
        "tornado", {"swing": "swing"}, "swing",
        "runs of 100 from one end of the input to the other", "difference",
    )  # fmt: skip

    def plan(self, case: Case, patterns: Sequence[str], rows: int, seed: int) -> Plan:
        """Each input at its ends, around the same draws of the others."""
        factors = (*inputs_of(case, patterns), guard_of(case))
        a, _ = _points(case, rows, seed)
        held = tuple(
            (factor.columns[0], u) for factor in factors for u in _ends(_input(case, factor))
        )
        return Plan(case, factors, Ends(a, held))

    def measured(self, plan: Plan, played: Played, outcome: str) -> tuple[Spread, list[Measured]]:
        """The swings."""
        times, block, found = times_of(played.rows, played.luck), 1, []
        for factor in plan.factors:
            one_input = _input(plan.case, factor)
            ends = _ends(one_input)
            tables = [played.table(block + k, outcome) for k in range(len(ends))]
            block += len(ends)
            choice = one_input is not None and isinstance(one_input.dist, Choice)
            one = swing(tables, ordered=not choice, times=times)
            told = tuple(
                End(_value(plan.case, one_input, ends[k]), one.shares[k])
                for k in (one.low, one.high)
            )
            found.append(Measured.of(factor, {"swing": one.swing}, one.changed, told))
        return spread_of(played.table(0, outcome)), found


METHODS: Mapping[str, Method] = {
    one.scale.name: one for one in (SobolMethod(), MorrisMethod(), TornadoMethod())
}


def _points(case: Case, rows: int, seed: int) -> tuple[Floats, Floats]:
    return sobol_points(len(paths_of(case)), rows, seed)


def _input(case: Case, factor: Factor) -> Input | None:
    """The input that a factor is; None for the guard."""
    return uncertain(case)[factor.columns[0]] if factor.kind == INPUT else None


def _ends(one: Input | None) -> tuple[float, ...]:
    return ENDS if one is None else ends_of(one.dist)


def _value(case: Case, one: Input | None, u: float) -> str:
    if one is None:
        return f"{u:g}"
    return range_text(replace(one, dist=Point(one.sample(u))), case.start)
