"""Ensembles and cases made up so that what should come out is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import polars as pl

from sim.scenario.moves import Move
from sim.scenario.names import Names
from sim.scenario.rules import AfterYes, Consent, Rules
from sim.scenario.stances import HARD_LINE, NO_LINE, Stance
from sim.scenario.tables import Actor, Source, Tables
from sim.talks.events import OUTCOMES

OPTIONS = {
    "corridor": ("stay", "reduced", "monitored", "leave"),
    "other_demands": ("met", "partly", "dropped"),
    "sequence": ("before", "partly", "later"),
}


def two_level(draws: int, luck: int, beta: tuple[float, float], seed: int = 0) -> pl.DataFrame:
    """Each draw has a chance of a deal of its own, from a beta distribution."""
    rng = np.random.default_rng(seed)
    chance = rng.beta(*beta, size=draws) if beta[0] < 1e6 else np.full(draws, 0.3)
    deal = rng.random((draws, luck)) < chance[:, None]
    return frame_of(np.where(deal, "deal", "no_agreement"), {"chance": chance})


def frame_of(
    outcomes: np.typing.NDArray[np.str_], inputs: Mapping[str, Any] | None = None
) -> pl.DataFrame:
    """A frame of (draws, luck) outcomes; `inputs` are one value a draw."""
    draws, luck = outcomes.shape
    n = draws * luck
    flat = outcomes.ravel()
    agreed = np.isin(flat, OUTCOMES[:3])
    day = 5.0 + np.arange(n) % 90
    ends = np.isin(flat, ("framework_only", "no_agreement"))
    columns: dict[str, Any] = {
        "run": np.arange(n),
        "draw": np.repeat(np.arange(draws), luck),
        "luck": np.tile(np.arange(luck), draws),
        "tried": np.full(n, 4),
        "weight": np.ones(n),
        "outcome": flat,
        "framework_day": [float(d) if a else None for d, a in zip(day, agreed, strict=True)],
        "end_day": np.where(ends, 120.0, day + 20.0),
    }
    for k, (issue, ids) in enumerate(OPTIONS.items()):
        columns[f"term.{issue}"] = [
            ids[(r // (k + 2)) % len(ids)] if a else None for r, a in enumerate(agreed)
        ]
    for path, values in (inputs or {}).items():
        columns[f"input.{path}"] = np.repeat(np.asarray(values), luck)
    schema = {"framework_day": pl.Float64, **{f"term.{i}": pl.String for i in OPTIONS}}
    return pl.DataFrame(columns, schema_overrides=schema)


def mixed(draws: int = 100, luck: int = 20, seed: int = 1) -> pl.DataFrame:
    """All five outcomes, moved by `firmness` and by `line` but not by `inert`."""
    rng = np.random.default_rng(seed)
    firmness = rng.random(draws)
    line = rng.choice(["none", "soft", "hard"], draws)
    pull = np.stack(
        [1.5 - 4 * firmness, -0.5 + 0 * firmness, -0.8 + 0 * firmness, firmness * 2 - 0.5,
         1 + firmness - (line == "none")], axis=1
    ) + rng.gumbel(size=(draws, 5)) * 0.5  # fmt: skip
    found = np.argmax(pull[:, None, :] + rng.gumbel(size=(draws, luck, 5)), axis=2)
    inputs = {"firmness": firmness, "line": line, "inert": rng.random(draws), "set": np.ones(draws)}
    return frame_of(np.array(OUTCOMES)[found], inputs)


def actor(party: bool, stances: tuple[Stance | None, ...], worth: float = 0.3) -> Actor:
    """An actor with plain numbers."""
    stakeholder = not party and any(stances)
    return Actor(
        party=party, stakeholder=stakeholder, mediator=not party,
        needed="always" if party else "on change" if stakeholder else "no", stances=stances,
        worth=worth, loss_in_90_days=0.001, firmness=0.5, opening_concession=0.1, precision=10.0,
        accept_bar=1.0, reject_bar=2.0, blame=1.0, consistency=0.5, label_effect=0.2, aversion=0.3,
        tolerance=1.0, soft_red_line=0.2, lock_in=0.02, lock_in_half_life=30.0, statements=0.01,
        resentment=0.02, expects_deal=0.5, belief_error=0.1, deliberation=3.0,
        planning_horizon=90 * 1440,
    )  # fmt: skip


def wants(option: int, n: int, salience: float = 0.5, hard: tuple[int, ...] = ()) -> Stance:
    """A stance with its ideal at an option."""
    farthest = max(option, n - 1 - option)
    lines = tuple(HARD_LINE if o in hard else NO_LINE for o in range(n))
    return Stance(salience, tuple(1 - abs(o - option) / farthest for o in range(n)), lines)


class _Nowhere:
    def at(self, values: Mapping[str, float | str]) -> Tables:
        raise AssertionError(values)

    def variant(self, sets: tuple[tuple[str, str], ...]) -> Source:
        raise AssertionError(sets)

    def now_moves(self, name: str) -> tuple[Move, ...]:
        raise AssertionError(name)

    def draw(self, u: Callable[[str], float]) -> dict[str, float | str]:
        raise AssertionError(u)


def tables(actors: Mapping[str, Actor], options: Mapping[str, tuple[str, ...]]) -> Tables:
    """Tables of actors (in alphabetical order) and issues; now is day 10, the horizon day 100."""
    packages: list[tuple[int, ...]] = [()]
    for ids in options.values():
        packages = [(*package, o) for package in packages for o in range(len(ids))]
    names = Names(
        tuple(actors), tuple(options), tuple(options.values()), (), tuple(range(len(packages))),
        tuple(packages),
    )  # fmt: skip
    rules = Rules(
        "mediated", 14400, 144000, 1440, None, frozenset(), 0.0, 0.0, 0.0, 0.0, 0.1, 0.1, 1.0, 1.0,
        2.0, 7.0, "nash", "aspiration",
    )  # fmt: skip
    return Tables(
        _Nowhere(), names, {}, tuple(actors.values()), rules, (0,) * len(options), {}, (), (),
        Consent(), AfterYes((), 0.1, 1.0, 0.01), (),
    )  # fmt: skip


def cairo_like() -> Tables:
    """Two parties far apart, a mediator with a stake in the first issue, one without."""
    n = tuple(len(ids) for ids in OPTIONS.values())
    return tables(
        {
            "egypt": actor(False, (wants(3, n[0]), None, None), 0.4),
            "hamas": actor(True, (wants(3, n[0], 0.7), wants(2, n[1]), wants(2, n[2], 0.3)), 0.35),
            "israel": actor(
                True, (wants(0, n[0], 0.7, hard=(3,)), wants(0, n[1]), wants(1, n[2], 0.2)), 0.25
            ),
            "us": actor(False, (None, None, None)),
        },
        OPTIONS,
    )
