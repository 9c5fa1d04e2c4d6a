"""What a record teaches, played and gathered."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.contrasts import Contrast, contrasts
from sim.analysis.explanations import AS_IT_IS, Explained, Tried, explained, has_zone
from sim.analysis.lessons import Lesson, Lessons, lessons
from sim.analysis.wording import NOTICE
from sim.cli.loaded import loaded
from sim.cli.progress import watched
from sim.ensemble.chunks import Settings
from sim.ensemble.driver import ensemble
from sim.ensemble.inputs import pilot
from sim.ensemble.lessons import Tries, before_the_record, tries
from sim.errors import ScenarioError
from sim.scenario.hypotheses import Explanation
from sim.scenario.record_order import ANSWERS
from sim.telling.labels import Labels

if TYPE_CHECKING:
    import polars as pl

    from sim.scenario.case import Case
    from sim.scenario.settings import Setting

_SEEN_BY_NOBODY = (".no_deal.worth", ".firmness", ".red_line", ".leans")  # ends of paths


@dataclass(frozen=True, slots=True)
class Asked:
    """Which scenario, and how much of it is tried and played."""

    name: str
    tries: int
    runs: int
    draws: int
    seed: int
    jobs: int
    sets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inferred:
    """What the record teaches.

    `answers` are the recorded ones: they alone teach. `stuck` are those that the record
    cannot do without, with why.
    """

    asked: Asked
    case: Case
    answers: tuple[str, ...]
    lessons: Lessons
    shares: tuple[Contrast, ...]  # before the record, and after it
    explained: Explained
    stuck: dict[str, str]

    @property
    def title(self) -> str:
        """What the scenario is called."""
        return Labels.of(self.case).title

    @property
    def listed(self) -> list[Lesson]:
        """The inputs to show: what nobody can see, and whatever else the record tells of."""
        return [one for one in self.lessons.found if one.told or _unseen(one.path)]


def _unseen(path: str) -> bool:
    return path.endswith(_SEEN_BY_NOBODY) or (path.startswith("texts.") and ".terms." in path)


def inferred(asked: Asked) -> Inferred:
    """Try the inputs, under the scenario as it is and under each hypothesis, and play it.

    Raises
    ------
    DetenteError
        Where the scenario does not validate, or no try gives its record.
    """
    case = loaded(asked.name, asked.sets)
    answers = tuple(name for name, entry in case.scenario.record.items() if entry.does in ANSWERS)
    bench = _Bench(case, asked)
    whole = bench.tried(())
    if not whole.likelihood.any():
        pilot(case, asked.seed)  # says what stands in the way
    learnt = lessons(whole, case.inputs)
    shares = _before_and_after(case, asked) if answers else ()
    beside, stuck = _explanations(bench, answers) if case.hypotheses and answers else ([], {})
    alone = [Tried(AS_IT_IS, "the scenario as it is", whole, {})]
    return Inferred(asked, case, answers, learnt, shares, explained(beside or alone), stuck)


def _before_and_after(case: Case, asked: Asked) -> tuple[Contrast, ...]:
    settings = Settings(asked.runs, asked.draws, asked.seed, asked.jobs)
    with watched(asked.runs) as progress:
        before = before_the_record(case, settings, progress)
    return contrasts(before, _after(case, settings), paired=False)


def _after(case: Case, settings: Settings) -> pl.DataFrame:
    with watched(settings.runs) as progress:
        found = ensemble(case, settings, progress)
    if not found.complete:
        raise KeyboardInterrupt
    return found.frame


class _Bench:
    """Tries of a case and of its variants, each made once."""

    def __init__(self, case: Case, asked: Asked) -> None:
        self.case, self.asked = case, asked
        self.zones = any(one.zone is not None for one in case.hypotheses.values())
        self._known: dict[tuple[Setting, ...], Tries] = {}

    def tried(self, sets: tuple[Setting, ...]) -> Tries:
        """The tries of the case with fields set anew; `seen` is whether there is a zone."""
        if sets not in self._known:
            asked, case = self.asked, self.case.variant(sets) if sets else self.case
            look = has_zone if self.zones else None
            with watched(asked.tries, what="tries") as progress:
                self._known[sets] = tries(case, asked.seed, asked.tries, asked.jobs, look, progress)
        return self._known[sets]


def _explanations(bench: _Bench, answers: tuple[str, ...]) -> tuple[list[Tried], dict[str, str]]:
    """The scenario as it is and each hypothesis, with the whole record and without an answer."""
    of_case = [Explanation(AS_IT_IS, "the scenario as it is", (), None, "")]
    of_case += sorted(bench.case.hypotheses.values(), key=lambda one: one.name)
    stuck = {answer: why for answer in answers if (why := _needed(bench.case, of_case, answer))}
    found = []
    for one in of_case:
        without = {
            answer: _of_zone(one, bench.tried((*one.sets, _dropped(answer))))
            for answer in answers
            if answer not in stuck
        }
        found.append(Tried(one.name, one.title, _of_zone(one, bench.tried(one.sets)), without))
    return found, stuck


def _dropped(answer: str) -> Setting:
    return f"record.{answer}", "null"


def _needed(case: Case, explanations: list[Explanation], answer: str) -> str:
    """Why the record cannot do without an answer; nothing if it can."""
    try:
        for one in explanations:
            case.variant((*one.sets, _dropped(answer)))
    except ScenarioError as error:
        return str(error.faults[0])
    return ""


def _of_zone(one: Explanation, found: Tries) -> Tries:
    """The tries of an explanation among those of its inputs."""
    if one.zone is None:
        return replace(found, seen=np.ones_like(found.seen))
    return replace(found, seen=found.seen if one.zone == "some" else ~found.seen)


def as_data(found: Inferred) -> dict[str, Any]:
    """What the page tells, for programs; endless ends of intervals are null."""
    return {
        "notice": NOTICE,
        "scenario": found.title,
        "digest": found.case.digest,
        "settings": asdict(found.asked),
        "answers": found.answers,
        "lessons": _finite(asdict(found.lessons)),
        "before_and_after": [asdict(one) for one in found.shares],
        "explanations": _finite(asdict(found.explained)),
        "hypotheses": [asdict(one) for one in found.case.hypotheses.values()],
        "stuck": found.stuck,
    }


def _finite(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _finite(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_finite(value) for value in data]
    return None if isinstance(data, float) and not math.isfinite(data) else data
