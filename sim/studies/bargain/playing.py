"""Looks at what could be agreed where the record ends, and puts one text to everyone."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sim.analysis.bargain import inverse, static
from sim.analysis.bargaining_space import SOLUTIONS
from sim.analysis.wording import NOTICE
from sim.ensemble.arguments import a_case
from sim.ensemble.what_if import under
from sim.errors import SettingError
from sim.interrupts import last_of
from sim.studies.bargain.request import BargainRequest
from sim.studies.bargain.result import BargainResult
from sim.studies.bargain.texts import put, refuse_impossible, text_of
from sim.studies.options import requested
from sim.studies.progress import QUIET, Progress
from sim.telling.labels import Labels
from sim.text import many
from sim.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.analysis.bargain import Static
    from sim.scenario.case import Case


def bargain(case: Case, progress: Progress = QUIET, **options: Any) -> BargainResult:
    """See what could be agreed as things stand, and what a text would need.

    Over draws of the inputs, given the record and without playing on: whether there is a zone of
    agreement, the packages that bargaining solutions choose, whose consent is missing where, which
    added option would open a zone; and how little each input would have to be otherwise for one
    text to be accepted. The result shows as a page in the cell of a notebook; `frame()` gives its
    packages as a polars frame, `figure()` draws them.

    Parameters
    ----------
    options
        The fields of `BargainRequest`: text, chance, after, draws, seed, jobs, what_if.

    Raises
    ------
    SettingError
        Where an option is none such, or the text names something that there is not, that nobody
        can have, or is put after the horizon.
    RecordError
        Where no try gives the record.

    Examples
    --------
    >>> from sim.api import bargain, load
    >>> found = bargain(load("flat-sale"), draws=8)
    >>> len(found.space.rows)
    9
    """
    return last_of(bargain_results(a_case(case), requested(BargainRequest, options), progress))


def bargain_results(
    case: Case,
    request: BargainRequest,
    progress: Progress = QUIET,
    *,
    name: str = "",
    sets: Sequence[str] = (),
) -> Generator[BargainResult]:
    """The space first, then the same with what the text would need.

    Parameters
    ----------
    name, sets
        What loads the case again, for the commands that the result's document names.

    Raises
    ------
    DetenteError
        As `bargain`.
    KeyboardInterrupt
        Where it is cancelled before the space is known.
    """
    case, from_now = under(case, request.what_if)
    text = replace(text_of(case, request.text), after=request.after)
    if request.after > case.horizon_days:
        raise SettingError(
            f"--after {request.after:g}: the talks end {many(case.horizon_days, 'day')} after the "
            "record: write fewer"
        )
    found = static(case, request.seed, request.draws, from_now, request.jobs, progress.heard)
    refuse_impossible(found, text, request.text)
    result = _space(case, from_now, request, found)
    result = replace(result, name=name, sets=tuple(sets))
    yield result
    text, which = put(found, case, text)
    heard = progress.after(request.draws).heard
    needs = inverse(found, text, request.chance, request.jobs, heard)
    told = case.names.told
    terms = ", ".join(
        f"{issue} {told(issue, option) if option else '(as drawn)'}"
        for issue, option in zip(case.names.issues, needs.terms, strict=True)
    )
    day = request.after
    when = "as the record ends" if day == 0 else f"{many(day, 'day')} after the record"
    words = f"{which[:1].upper()}{which[1:]}: {terms}. Answered {when}."
    yield replace(result, text=words, needs=needs, complete=True)


def _space(case: Case, from_now: str, request: BargainRequest, found: Static) -> BargainResult:
    return BargainResult(
        notice=NOTICE,
        request=request,
        name="",
        sets=(),
        title=Labels.of(case, from_now).title,
        digest=case.digest,
        detente=VERSION,
        weighted=found.weighted,
        issues=case.names.issues,
        solutions=SOLUTIONS,
        quota=case.scenario.consent.quota is not None,
        day=(case.now - case.start).days,
        space=found.space,
        missing=found.missing,
        openings=found.openings,
    )
