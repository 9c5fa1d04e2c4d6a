"""Every fixed number of the engine halved and doubled, and every rule by itself: what each moves.

    python -m benchmarks.constants [--scenarios cairo-2024,flat-sale,labour-dispute]
                                   [--draws 250] [--seed 11] [--only constants|rules]
                                   [--match WORDS] [--keep FILE] [--write docs/constants.md]

Each arm plays one run of each of so many draws of the inputs, with the luck of the same numbers
as the base; differences are resampled by draw, in pairs. Where a number acts before `now` (the
chance of the record differs in some of 200 tries), or a rule is set, inputs are kept anew: the
same draws, by whichever of their tries gives the record then. `--keep` adds each arm to a file as
it ends, and leaves out those that are there; `--match` plays those alone whose name matches.
`--write` puts the tables into a page, between the comments that name them.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from benchmarks.fixed import CONSTANTS, DOUBLED, GROUPS, HALVED, NOT_VARIED, Constant, patched
from benchmarks.rules import choices, held
from benchmarks.tables import by_constant, by_ending, by_rule, not_varied, sources, written
from sim.ensemble.chunks import Settings
from sim.ensemble.driver import Ensemble, ensemble
from sim.ensemble.inputs import chance_of, first_inputs
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.talks.events import OUTCOMES

LOOKED_AT = 200  # tries that tell whether a number acts before `now`


@dataclass(frozen=True)
class Arm:
    """What was played under one change: an ending a draw, as its place in OUTCOMES."""

    scenario: str
    name: str
    draws: int
    seed: int
    endings: str
    anew: int  # draws whose inputs another try gave
    cpu: float


Played = dict[tuple[str, str], Arm]


def play(case: Case, draws: int, seed: int, like: Ensemble | None) -> tuple[str, Ensemble]:
    """The ending of each draw, and what was played."""
    settings = Settings(draws, draws, seed, 1)
    found = ensemble(case, settings, like=like)
    assert not found.fit.weighted, "the record is too rare to pair runs: they have weights"
    endings = found.table.collect()["outcome"].to_list()
    return "".join(str(OUTCOMES.index(one)) for one in endings), found


def record_chances(case: Case, seed: int) -> list[float]:
    """How likely the record is in some tries, whatever is played after it."""
    return [chance_of(first_inputs(case, seed, draw)) for draw in range(LOOKED_AT)]


@dataclass
class Bench:
    """Plays the arms of one scenario beside its base."""

    scenario: str
    asked: argparse.Namespace
    done: Played

    def __post_init__(self) -> None:
        self._base: Ensemble | None = None
        self._chances: list[float] = []

    def arms(self) -> Iterator[Arm]:
        """All that are still to be played, the base first."""
        asked = self.asked
        if asked.only != "rules":
            for group in GROUPS:
                for factor in (HALVED, DOUBLED):
                    yield from self._arm(f"{group.name} x {factor:g}", group.constants, factor)
        if asked.only != "constants":
            for name, sets, loss in choices(load(self.scenario)):
                yield from self._arm(name, loss, 1.0, partial(held, sets=sets))

    def _arm(
        self,
        name: str,
        constants: Sequence[Constant],
        factor: float,
        change: Callable[[Case], Case] = lambda case: case,
    ) -> Iterator[Arm]:
        if (self.scenario, name) in self.done or not re.search(self.asked.match, name):
            return
        if self._base is None:
            yield from self._first()
        assert self._base is not None, "its base was played"
        begun = time.process_time()
        with patched(constants, factor):
            case = change(load(self.scenario))
            same = record_chances(case, self.asked.seed) == self._chances
            like = self._base if same else None
            endings, found = play(case, self.asked.draws, self.asked.seed, like)
        before = self._base.kept_at
        anew = sum(tried != before[draw] for draw, tried in found.kept_at.items())
        yield self._told(name, endings, anew, begun)

    def _first(self) -> Iterator[Arm]:
        begun, case = time.process_time(), load(self.scenario)
        endings, self._base = play(case, self.asked.draws, self.asked.seed, None)
        self._chances = record_chances(case, self.asked.seed)
        if (self.scenario, "") not in self.done:
            yield self._told("", endings, 0, begun)

    def _told(self, name: str, endings: str, anew: int, begun: float) -> Arm:
        cpu = time.process_time() - begun
        return Arm(self.scenario, name, self.asked.draws, self.asked.seed, endings, anew, cpu)


def kept(path: Path | None, asked: argparse.Namespace) -> Played:
    """What was played before with the same draws."""
    if path is None or not path.exists():
        return {}
    arms = [Arm(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    same = (asked.draws, asked.seed)
    return {(arm.scenario, arm.name): arm for arm in arms if (arm.draws, arm.seed) == same}


def tables(done: Played, scenarios: Sequence[str]) -> dict[str, str]:
    """The tables of the page by name."""
    endings = {key: arm.endings for key, arm in done.items()}
    anew = {key: f"{arm.anew} of {len(arm.endings)}" for key, arm in done.items()}
    found = {"sources": sources(CONSTANTS), "not varied": not_varied(NOT_VARIED)}
    for scenario in scenarios:
        own = {name: one for (of, name), one in endings.items() if of == scenario}
        if all(f"{one.name} x {DOUBLED:g}" in own for one in GROUPS):
            again = {name: one for (of, name), one in anew.items() if of == scenario}
            found[f"constants of {scenario}"] = by_constant(GROUPS, own, again)
            found[f"endings of {scenario}"] = by_ending(GROUPS, own)
        names = [name for name, _, _ in choices(load(scenario))]
        if all(name in own for name in names):
            found[f"rules of {scenario}"] = by_rule(names, own)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="What each fixed number and each rule moves.")
    parser.add_argument("--scenarios", default="cairo-2024,flat-sale,labour-dispute")
    parser.add_argument("--draws", type=int, default=250)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--only", choices=["constants", "rules"])
    parser.add_argument("--match", default="")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args()
    scenarios, done = asked.scenarios.split(","), kept(asked.keep, asked)
    for scenario in scenarios:
        for arm in Bench(scenario, asked, done).arms():
            done[arm.scenario, arm.name] = arm
            print(f"{scenario}: {arm.name or 'as it is'} ({arm.cpu:.0f} s CPU)", flush=True)
            if asked.keep is not None:
                with asked.keep.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(asdict(arm)) + "\n")
    found = tables(done, scenarios)
    print(f"{sum(arm.cpu for arm in done.values()):.0f} s CPU in all")
    if asked.write is None:
        print("\n\n".join(f"{name}\n\n{table}" for name, table in found.items()))
    else:
        page = asked.write.read_text(encoding="utf-8")
        asked.write.write_text(written(page, found), encoding="utf-8")


if __name__ == "__main__":
    main()
