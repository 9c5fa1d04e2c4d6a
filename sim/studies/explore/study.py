"""Plays moved positions on the same kept runs; the runs stay at hand from one move to the next."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sim.analysis.contrasts import contrasts
from sim.analysis.deal_terms import deal_terms
from sim.analysis.shares import OutcomeShare, outcome_shares
from sim.analysis.terms import OptionShare
from sim.analysis.wording import NOTICE, named
from sim.ensemble.ad_hoc import with_change
from sim.ensemble.changed import NO_DEAL, Change, Changed, joined, kept_runs
from sim.ensemble.chunks import Settings
from sim.ensemble.driver import ensemble
from sim.ensemble.driving import never
from sim.ensemble.warm import Warm, WarmChange
from sim.studies.explore.request import ExploreRequest
from sim.studies.explore.result import (
    ExploreResult,
    IssueMoved,
    MirrorMoved,
    OptionMoved,
    OutcomeMoved,
    RunMoved,
)
from sim.talks.events import OUTCOMES
from sim.telling.labels import Labels
from sim.version import VERSION

if TYPE_CHECKING:
    from sim.scenario.case import Case

FIRST = 200  # runs of the first picture
SLICE = 50  # runs between two looks at whether to go on
LISTED = 40  # runs that changed, by number
Stop = Callable[[], bool]
Terms = Mapping[str, tuple[OptionShare, ...]]


class Explorer:
    """A case whose positions are moved: its kept runs are found once. Of one thread at a time."""

    def __init__(
        self, case: Case, request: ExploreRequest, name: str = "", sets: tuple[str, ...] = ()
    ) -> None:
        self.case, self.request, self.name, self.sets = case, request, name, sets
        self.labels = Labels.of(case)
        self._warm: Warm | None = None
        self._before: dict[int, tuple[list[OutcomeShare], Terms]] = {}  # by runs played

    def results(self, now: tuple[str, ...], stop: Stop = never) -> Generator[ExploreResult]:
        """Pictures of ever more runs under fields set from now on; none once it is stopped.

        Raises
        ------
        SettingError
            Where a field is none, cannot have this value, or cannot change from now on.
        RecordError
            Where no try of the model gives the reported record.
        """
        change, mirrors = self._changes(now)
        moved, pieces = self.warm.under(change), list[Changed]()
        found = None
        for first, last in self._pictures():
            for _ in _slices(moved, pieces, first, last, stop):
                if stop():
                    return
            found = self._result(now, joined(pieces))
            yield found
        assert found is not None, "there is a picture"
        if mirrors:
            beside = []
            for actor, (texts, other) in mirrors.items():
                pieces = []
                for _ in _slices(self.warm.under(other), pieces, 0, self.request.runs, stop):
                    if stop():
                        return
                beside.append(self._mirror(actor, texts, joined(pieces)))
            found = replace(found, mirrors=tuple(beside))
        yield replace(found, mirrors=found.mirrors or (), complete=True)

    @property
    def warm(self) -> Warm:
        """The kept runs, found when they are first asked for."""
        if self._warm is None:
            asked = self.request
            base = ensemble(self.case, Settings(asked.draws, asked.draws, asked.seed, jobs=1))
            self._warm = Warm(kept_runs(base, asked.draws)[0], asked.draws)
        return self._warm

    def _pictures(self) -> list[tuple[int, int]]:
        """From which run to which each picture adds."""
        runs = self.request.runs
        return [(0, FIRST), (FIRST, runs)] if runs > FIRST else [(0, runs)]

    def _changes(
        self, now: tuple[str, ...]
    ) -> tuple[Change, dict[str, tuple[tuple[str, ...], Change]]]:
        """The change, and by other party its mirror: as texts, and as settings."""
        if not now:
            return (), {}
        case, names = with_change(self.case, now)
        own, *others = (case.what_if[name].sets for name in names)
        found = {}
        for change in others:
            actor = change[0][0].partition(".")[0]
            found[actor] = (tuple(f"{path}={value}" for path, value in change), change)
        return own, found

    def _result(self, now: tuple[str, ...], played: Changed) -> ExploreResult:
        before, after = self._frames(played)
        issues = self._issues(before, after)
        changed = np.flatnonzero(played.ending[0] != played.ending[1])
        return ExploreResult(
            NOTICE,
            replace(self.request, now=now),
            self.name,
            self.sets,
            self.labels.title,
            self.case.digest,
            VERSION,
            len(played.run),
            len(np.unique(played.draw)),
            self._outcomes(before, after),
            issues,
            len(changed),
            tuple(
                RunMoved(
                    int(played.run[k]),
                    OUTCOMES[played.ending[0, k]],
                    OUTCOMES[played.ending[1, k]],
                )
                for k in changed[:LISTED]
            ),
        )

    def _mirror(self, actor: str, texts: tuple[str, ...], played: Changed) -> MirrorMoved:
        outcomes = self._outcomes(*self._frames(played))
        return MirrorMoved(actor, self.labels.actor(actor), texts, outcomes)

    def _outcomes(self, before: pl.DataFrame, after: pl.DataFrame) -> tuple[OutcomeMoved, ...]:
        old, _ = self._as_it_is(before)
        new, apart = outcome_shares(after), contrasts(before, after, paired=True)
        return tuple(
            OutcomeMoved(one.outcome, named(one.outcome), one, other, contrast)
            for one, other, contrast in zip(old, new, apart, strict=True)
        )

    def _issues(self, before: pl.DataFrame, after: pl.DataFrame) -> tuple[IssueMoved, ...]:
        _, old = self._as_it_is(before)
        new = deal_terms(after, self._options)
        return tuple(
            IssueMoved(
                issue,
                self.labels.issue(issue),
                tuple(
                    OptionMoved(one.option, self.labels.option(issue, one.option), one, other)
                    for one, other in zip(old[issue], new[issue], strict=True)
                ),
            )
            for issue in self._options
        )

    def _as_it_is(self, before: pl.DataFrame) -> tuple[list[OutcomeShare], Terms]:
        """The shares of the runs as they are: the same beside every change."""
        if before.height not in self._before:
            terms = deal_terms(before, self._options)
            self._before[before.height] = outcome_shares(before), terms
        return self._before[before.height]

    @property
    def _options(self) -> dict[str, tuple[str, ...]]:
        names = self.case.names
        return dict(zip(names.issues, names.options, strict=True))

    def _frames(self, played: Changed) -> list[pl.DataFrame]:
        """The runs as they are, and with the change, as tables."""
        return [self._frame(played, arm) for arm in range(2)]

    def _frame(self, played: Changed, arm: int) -> pl.DataFrame:
        endings = np.array(OUTCOMES, dtype=object)[played.ending[arm]].tolist()
        columns = {
            "run": played.run,
            "draw": played.draw,
            "weight": played.weight,
            "outcome": pl.Series(endings, dtype=pl.String),
        }
        for j, (issue, ids) in enumerate(self._options.items()):
            named_so = np.array([*ids, None], dtype=object)[played.term[arm, :, j]]
            columns[f"term.{issue}"] = pl.Series(named_so.tolist(), dtype=pl.String)
        return pl.DataFrame(columns)


assert NO_DEAL == -1, "the last of the names is that of none"


def _slices(
    moved: WarmChange, pieces: list[Changed], first: int, last: int, stop: Stop
) -> Generator[None]:
    """Play runs bit by bit into some pieces."""
    for begin in range(first, last, SLICE):
        if stop():
            break
        pieces.append(moved.play(range(begin, min(begin + SLICE, last))))
        yield
