"""Scenarios played to be set side by side."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sim.analysis.contrasts import Comparison, contrasts
from sim.analysis.design import Design, design_of
from sim.analysis.runs import runs_of
from sim.analysis.shares import OutcomeShare, outcome_shares
from sim.cli.loaded import loaded
from sim.cli.progress import watched
from sim.ensemble.ad_hoc import with_change
from sim.ensemble.chunks import Settings
from sim.ensemble.driver import Ensemble, ensemble
from sim.ensemble.what_if import under
from sim.errors import DetenteError, SettingError
from sim.studies.ensemble.results import which_runs
from sim.talks.log import NOTICE
from sim.telling.labels import Labels

if TYPE_CHECKING:
    import polars as pl

    from sim.scenario.case import Case


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be compared: a scenario and its variants, or several scenarios."""

    names: tuple[str, ...]
    what_if: tuple[str, ...]
    now: tuple[str, ...]  # fields set from now on, at once
    sets: tuple[str, ...]
    runs: int
    draws: int
    seed: int
    jobs: int


@dataclass(frozen=True, slots=True)
class Side:
    """The base, and what is set beside it."""

    asked: Asked
    case: Case
    design: Design
    shares: list[OutcomeShare]
    beside: list[Comparison]

    @property
    def title(self) -> str:
        """What the base is called."""
        return Labels.of(self.case).title


def side_by_side(asked: Asked) -> Side:
    """Play the base and all that is set beside it.

    Raises
    ------
    SettingError
        Where there is nothing to set beside it, or no such variant.
    DetenteError
        Where a scenario does not validate, or no try gives its record.
    """
    base, *others = [loaded(name, asked.sets) for name in asked.names]
    base, added = with_change(base, asked.now) if asked.now else (base, ())
    variants = [] if others else _variants(base, asked, added)
    settings = Settings(asked.runs, asked.draws, asked.seed, asked.jobs)
    played = _played(base, settings, "")
    frame, beside = played.frame, []
    for name, title in variants:
        kind = base.what_if[name].from_
        same = played if kind == "now" else None  # the same past, the same inputs kept
        other = _played(base, settings, name, same).frame
        beside.append(_compared(frame, other, kind, (name, title)))
    for name, case in zip(asked.names[1:], others, strict=True):
        other = _played(case, settings, "").frame
        beside.append(_compared(frame, other, "other", (name, case.title)))
    return Side(asked, base, design_of(frame), outcome_shares(frame), beside)


def _variants(case: Case, asked: Asked, added: tuple[str, ...]) -> list[tuple[str, str]]:
    for name in asked.what_if:
        under(case, name)
    names = (*added, *asked.what_if) or tuple(case.what_if)
    if not names:
        raise SettingError(
            f"{asked.names[0]} has no what_if: write some, or name another scenario beside it"
        )
    return [(name, case.what_if[name].title) for name in dict.fromkeys(names)]


def _played(case: Case, settings: Settings, what_if: str, like: Ensemble | None = None) -> Ensemble:
    played, added = under(case, what_if)
    own = Settings(settings.runs, settings.draws, settings.seed, settings.jobs, added)
    with watched(settings.runs) as progress:
        found = ensemble(played, own, progress, like=like)
    if found.set_aside:
        which = "; ".join(which_runs(block) for block in found.set_aside)
        raise DetenteError(
            f"{case.title}: {which} killed whoever played them, again and again, and a comparison "
            "needs all: see whether there is memory enough, or write another --seed"
        )
    if not found.complete:
        raise KeyboardInterrupt
    return found


def _compared(
    base: pl.DataFrame, other: pl.DataFrame, kind: str, called: tuple[str, str]
) -> Comparison:
    found = contrasts(base, other, paired=kind == "now", by_draw=kind == "start")
    return Comparison(*called, kind, len(runs_of(other).weight), found)


def as_data(side: Side) -> dict[str, Any]:
    """What the page tells, for programs."""
    return {
        "notice": NOTICE,
        "scenario": side.title,
        "digest": side.case.digest,
        "settings": asdict(side.asked),
        "design": asdict(side.design),
        "base": [asdict(share) for share in side.shares],
        "beside": [asdict(one) for one in side.beside],
    }
