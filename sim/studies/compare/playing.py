"""Plays scenarios that are set side by side, and says on the way how they differ."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sim.analysis.contrasts import Comparison, contrasts
from sim.analysis.design import design_of
from sim.analysis.runs import runs_of
from sim.analysis.shares import outcome_shares
from sim.analysis.wording import NOTICE
from sim.ensemble.ad_hoc import with_change
from sim.ensemble.arguments import a_case
from sim.ensemble.driver import ensemble
from sim.ensemble.driving import Search
from sim.ensemble.what_if import under
from sim.errors import DetenteError, SettingError
from sim.interrupts import last_of
from sim.studies.compare.request import CompareRequest
from sim.studies.compare.result import CompareResult
from sim.studies.ensemble.results import which_runs
from sim.studies.options import requested
from sim.studies.progress import QUIET, Progress
from sim.version import VERSION

if TYPE_CHECKING:
    from sim.ensemble.driver import Ensemble
    from sim.scenario.case import Case

_DEFAULT = CompareRequest()


@dataclass(frozen=True, slots=True)
class _Beside:
    """A variant, or another scenario, to be played beside the base."""

    name: str
    title: str
    kind: str
    case: Case
    added: str = ""


def compare(case: Case, *beside: Case, progress: Progress = QUIET, **options: Any) -> CompareResult:
    """Set a scenario beside its variants, or beside other scenarios.

    The result shows as a page in the cell of a notebook. `frame()` gives its numbers as a polars
    frame, one row a difference, and `figure()` draws them. `compare_results` gives partial results
    while runs are played.

    Parameters
    ----------
    beside
        Other scenarios; none: its own what-ifs, or those that `options` name.
    options
        The fields of `CompareRequest`: what_if, now, runs, draws, seed, jobs.

    Raises
    ------
    SettingError
        Where an option is none such, or there is nothing to set beside it.
    DetenteError
        Where no try of the model gives a record, or runs killed whoever played them.

    Examples
    --------
    >>> from sim.api import compare, load
    >>> found = compare(load("flat-sale"), runs=20, now=["seller.no_deal.worth=70"])
    >>> found.frame().height
    10
    """
    request, others = requested(CompareRequest, options), [a_case(one) for one in beside]
    return last_of(compare_results(a_case(case), request, progress, beside=others))


def compare_results(
    case: Case,
    request: CompareRequest = _DEFAULT,
    progress: Progress = QUIET,
    *,
    beside: Sequence[Case] = (),
    names: tuple[str, ...] = (),
    sets: tuple[str, ...] = (),
) -> Generator[CompareResult]:
    """Partial results of a comparison, one after each that is set beside the base; the whole last.

    A cancelled one ends with what was set beside it by then, and says that it is not complete.
    Errors are those of `compare`.

    Parameters
    ----------
    names, sets
        What loads the scenarios again, for the commands that the result's document names.

    Raises
    ------
    KeyboardInterrupt
        Where it is cancelled before anything stood beside the base.
    """
    case, added = with_change(case, request.now) if request.now else (case, ())
    others = _others(case, request, beside, names[1:], added)
    steps = 1 + len(others)
    base = _played(case, request, "", (progress, 0, steps))
    found = CompareResult(
        NOTICE, request, names, sets, case.title, case.digest, VERSION, design_of(base.frame),
        tuple(outcome_shares(base.frame)), (), mirrored=len(added) != 1,
    )  # fmt: skip
    for k, one in enumerate(others, 1):
        same = base if one.kind == "now" else None  # the same past, the same inputs kept
        try:
            other = _played(one.case, request, one.added, (progress, k, steps), same)
        except KeyboardInterrupt:
            if k == 1:
                raise
            return
        more = (*found.beside, _compared(base, other, one))
        found = replace(found, beside=more, complete=k == len(others))
        yield found


def _others(
    case: Case,
    request: CompareRequest,
    beside: Sequence[Case],
    names: Sequence[str],
    added: tuple[str, ...],
) -> list[_Beside]:
    """What is set beside it: other scenarios, or variants; `added` are those of `--now`."""
    if not beside:
        return list(_variants(case, request, added))
    if request.what_if or request.now:
        option = "--what-if" if request.what_if else "--now"
        raise SettingError(f"{option}: is of one scenario: give one NAME")
    called = names or [one.title for one in beside]
    return [
        _Beside(name, one.title, "other", one) for name, one in zip(called, beside, strict=True)
    ]


def _variants(case: Case, request: CompareRequest, added: tuple[str, ...]) -> Iterator[_Beside]:
    names = (*added, *request.what_if) or tuple(case.what_if)
    if not names:
        raise SettingError(
            f"{case.title} has no what_if: write some, or name another scenario beside it"
        )
    for name in dict.fromkeys(names):
        played, moves = under(case, name)
        variant = case.what_if[name]
        yield _Beside(name, variant.title, variant.from_, played, moves)


def _played(
    case: Case,
    request: CompareRequest,
    added: str,
    how: tuple[Progress, int, int],
    like: Ensemble | None = None,
) -> Ensemble:
    """The runs of one of so many scenarios."""
    progress, nth, of = how
    runs = request.runs

    def told(done: int, _: int, so_far: Mapping[str, float] | Search | None) -> None:
        found = so_far if isinstance(so_far, Search) else None  # shares would be of one of many
        progress.told(nth * runs + done, of * runs, found)

    found = ensemble(case, request.settings(added), told, progress.cancelled, like=like)
    if found.set_aside:
        which = "; ".join(which_runs(block) for block in found.set_aside)
        raise DetenteError(
            f"{case.title}: {which} killed whoever played them, again and again, and a comparison "
            "needs all: see whether there is memory enough, or write another --seed"
        )
    if not found.complete:
        raise KeyboardInterrupt
    return found


def _compared(base: Ensemble, other: Ensemble, one: _Beside) -> Comparison:
    paired, by_draw = one.kind == "now", one.kind == "start"
    found = contrasts(base.frame, other.frame, paired=paired, by_draw=by_draw)
    return Comparison(one.name, one.title, one.kind, len(runs_of(other.frame).weight), found)
