"""Real answers to proposals of known worth, and the chances of a yes that the talks give them.

The answers are those of CaSiNo (Chawla et al. 2021; data/README.md). Each proposal is an option of
a scenario of two parties, and `sim.talks.positions.position` weighs it as it does in any talks.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from sim.analysis.runs import Bools, Floats, Ints
from sim.ensemble.inputs import first_inputs
from sim.model.answer import answer_probabilities
from sim.scenario.case import Case
from sim.scenario.loading import load_text
from sim.talks.luck import Luck
from sim.talks.parts import LiveText
from sim.talks.positions import position
from sim.talks.state import State

DATA = Path(__file__).parent / "data" / "casino-answers.csv"
ALL, WALK_AWAY = 36, 5  # points: of everything there is, and of no deal
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Answers:
    """N answers to P distinct proposals, in D dialogues, each dialogue wholly in one fold.

    `pairs` (P, 2) are a proposal's points to whoever answers, and to its author. The others are
    (N,): the proposal's index, whether the answer was a yes, whether an earlier proposal of the
    dialogue was refused, the dialogue's index, its fold.
    """

    pairs: Ints
    pair: Ints
    yes: Bools
    later: Bools
    dialogue: Ints
    fold: Ints

    @property
    def own(self) -> Ints:
        """(N,) points to whoever answers."""
        return np.asarray(self.pairs[self.pair, 0])

    @property
    def behind(self) -> Ints:
        """(N,) points by which the author gets more; below 0 where less."""
        return np.asarray(self.pairs[self.pair, 1] - self.own)

    def counts(self, weights: Floats) -> tuple[Floats, Floats]:
        """How many said yes to each proposal, and how many did not (P,); `weights` (N,)."""
        return (
            np.bincount(self.pair, weights * self.yes, len(self.pairs)).astype(np.float64),
            np.bincount(self.pair, weights * ~self.yes, len(self.pairs)).astype(np.float64),
        )

    def from_others(self, fitted: Callable[[Floats, Floats], Floats]) -> Floats:
        """(N,) chances of a yes fitted to the other folds; `fitted` makes counts chances (P,)."""
        chances = np.empty(len(self.pair))
        for k in range(FOLDS):
            held = self.fold == k
            chances[held] = fitted(*self.counts((~held).astype(float)))[self.pair[held]]
        return chances


def read(seed: int = 1) -> Answers:
    """All answers, their dialogues dealt into folds."""
    frame = pl.read_csv(DATA)
    points = frame.select("own_points", "other_points").to_numpy()
    pairs, pair = np.unique(points, axis=0, return_inverse=True)
    names, dialogue = np.unique(frame["dialogue"].to_numpy(), return_inverse=True)
    dealt = Luck(seed, 0).row("", tuple(f"fold/{name}" for name in names))
    folds = np.argsort(np.argsort(dealt)) % FOLDS
    later = frame["message"] > frame.select(pl.col("message").min().over("dialogue")).to_series()
    yes = (frame["answer"] == "accept").to_numpy()
    return Answers(pairs, pair.ravel(), yes, later.to_numpy(), dialogue, folds[dialogue])


def scenario(pairs: Ints) -> Case:
    """Two parties and one issue whose options are the proposals; what people knew is certain."""
    known = dict.fromkeys([*map(tuple, pairs.tolist()), (ALL, 0), (0, ALL)])
    own, other = ({_id(pair): 100 * pair[k] / ALL for pair in known} for k in (0, 1))
    document = {
        "title": "A proposal of known worth",
        "protocol": "alternating_offers",
        "calendar": {"start": "2021-01-01", "now": "2021-01-01", "horizon": "1 day"},
        "issues": {
            "proposal": {"options": dict(zip(own, own, strict=True)), "status_quo": "p36-0"}
        },
        "parties": {"no_deal": {"worth": 100 * WALK_AWAY / ALL, "loss_in_90_days": 0}},
        "actors": {
            "answerer": {"roles": ["party"], "proposal": {"points": own}},
            "author": {"roles": ["party"], "proposal": {"points": other}},
        },
    }
    return load_text(json.dumps(document), "proposal.yaml", seeds={})


def _id(pair: tuple[int, ...]) -> str:
    return f"p{pair[0]}-{pair[1]}"


class Answerer:
    """Whoever answers, in one draw of the tool's own ranges."""

    def __init__(self, answers: Answers, case: Case, seed: int, draw: int) -> None:
        self._state = first_inputs(case, seed, draw).record[1]
        self._state.errors = [[0.0, 0.0], [0.0, 0.0]]  # each knew what walking away was worth
        names = self._state.tables.names
        self._me, self._author = names.actors.index("answerer"), names.actors.index("author")
        place = {option: k for k, option in enumerate(names.options[0])}
        self._packages = [place[_id(pair)] for pair in answers.pairs.tolist()]

    def chances(self, concession: float | None = None, **numbers: float) -> Floats:
        """(P,) chances of a yes; numbers of the actor that are not given are as drawn.

        `concession` is the share of the way from the best to no deal that was given up; with 1
        whatever beats no deal is good enough. None: as drawn, at the start of the talks.
        """
        state = self._with(concession, numbers)
        bar = state.tables.actors[self._me].accept_bar
        found = []
        for package in self._packages:
            text = LiveText(1, 0, package, self._author, "draft", 0, (self._me, self._author))
            place = position(state, self._me, text, 0)
            found.append(answer_probabilities(place.x, bar, place.reject_bar)[0])
        return np.array(found)

    def _with(self, concession: float | None, numbers: dict[str, Any]) -> State:
        state = self._state.still()
        tables, rules = state.tables, state.tables.rules
        if concession is not None:
            numbers = {**numbers, "opening_concession": concession}
            rules = replace(rules, standard="aspiration")
        actors = list(tables.actors)
        actors[self._me] = replace(actors[self._me], **numbers)
        state.tables = replace(tables, actors=tuple(actors), rules=rules)
        return state
