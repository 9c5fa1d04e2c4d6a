"""A played ensemble as a result: the outline first, then each part as it is worked out."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sim.analysis.wording import NOTICE, quotation
from sim.ensemble.rarity import why_rare
from sim.studies.ensemble.changes import changes
from sim.studies.ensemble.losses import at_other_losses
from sim.studies.ensemble.ranged import at_other_ranges
from sim.studies.ensemble.request import EnsembleRequest
from sim.studies.ensemble.result import EnsembleResult, More, Names, Played, Record, SetAside
from sim.studies.progress import QUIET, Progress
from sim.telling.labels import written_date
from sim.version import VERSION

if TYPE_CHECKING:
    from sim.analysis.shares import OutcomeShare
    from sim.ensemble.blocks import Block
    from sim.ensemble.driving import Stop
    from sim.studies.ensemble.study import EnsembleStudy


def answers(
    study: EnsembleStudy, request: EnsembleRequest, progress: Progress = QUIET
) -> Generator[EnsembleResult]:
    """What a played ensemble answers: partial results, the whole as the last.

    Positions are changed last. Where the study was cancelled, or its runs were interrupted, no
    more is played.
    """

    def cancelled() -> bool:
        return study.found.interrupted or progress.cancelled()

    found = outline(study, request)
    yield found
    if study.lacks_luck and not cancelled():
        found = _deepened(study, found, request.jobs, progress.cancelled)
        yield found
    found = replace(found, more=more(study), unknowns=study.unknowns, built=study.built)
    found = replace(found, products=study.products)
    kept = 0 if cancelled() else found.request.used_kept
    if kept:
        yield found
    for part in changes(study.found, kept, request.jobs, progress.after(found.design.runs)):
        found = replace(found, changes=part)
        yield found
    if kept and found.built is not None and not cancelled():
        waiting = at_other_losses(study.found, kept, request.jobs, progress.cancelled)
        found = replace(found, built=replace(found.built, waiting=waiting))
    if request.ranges and not cancelled():
        asked = request.ranges, kept, request.jobs
        found = replace(found, ranged=at_other_ranges(study.found, *asked, progress))
    yield replace(found, complete=study.found.complete and not cancelled())


def _deepened(study: EnsembleStudy, found: EnsembleResult, jobs: int, stop: Stop) -> EnsembleResult:
    """The outline with ranges over inputs; as it was, where that was stopped."""
    deep = study.deepened(jobs, stop)
    if deep is None:
        return found
    outcomes, terms = deep
    quoted = _to_quote(study, outcomes)
    return replace(found, outcomes=tuple(outcomes), deal_terms=terms, to_quote=quoted)


def whole_result(
    study: EnsembleStudy, request: EnsembleRequest, progress: Progress = QUIET
) -> EnsembleResult:
    """All that a played ensemble answers."""
    *_, whole = answers(study, request, progress)
    return whole


def outline(study: EnsembleStudy, request: EnsembleRequest) -> EnsembleResult:
    """How the runs ended, and nothing that takes long."""
    return EnsembleResult(
        notice=f"runs of {NOTICE}",
        request=_request(study, request),
        played=_played(study),
        names=_names(study),
        design=study.design,
        widest=study.widest,
        outcomes=tuple(study.shares),
        deal_terms=study.deal_terms,
        to_quote=_to_quote(study, study.shares),
        record=_record(study),
        rests_on=study.basis,
        parties_differ=tuple(study.differences),
    )


def more(study: EnsembleStudy) -> More:
    """What the longer page tells."""
    return More(
        timings=tuple(study.timings),
        texts=study.texts,
        terms=study.terms,
        simple_rules=tuple(study.rules),
    )


def _to_quote(study: EnsembleStudy, shares: Sequence[OutcomeShare]) -> str:
    """A sentence of the outcome that is looked into, where its range holds."""
    asked = study.moved or "deal"
    share = next(one for one in shares if one.outcome == asked)
    return "" if share.inputs is None else quotation(share)


def which_runs(block: Block) -> str:
    """Which runs, by their numbers."""
    numbers = block.numbers()
    first, last = int(numbers[0]), int(numbers[-1])
    if len(numbers) == 1:
        return f"run {first}"
    low, high = block.draws[0], block.draws[1] - 1
    draws = f"draw {low}" if low == high else f"draws {low}-{high}"
    return f"runs {first} to {last} of {draws} ({len(numbers):,} of them)"


def _request(study: EnsembleStudy, asked: EnsembleRequest) -> EnsembleRequest:
    """What was played, as it would be asked for, on however many processes."""
    it = study.found.settings
    return EnsembleRequest(
        it.runs,
        it.draws,
        it.seed,
        what_if=study.what_if,
        within=it.within,
        kept=asked.kept,
        outcome=asked.outcome,
        tries=it.tries,
        ranges=asked.ranges,
    )


def _played(study: EnsembleStudy) -> Played:
    aside = study.found.set_aside
    return Played(
        name=study.name,
        sets=study.sets,
        what_if=study.what_if,
        what_ifs=tuple(study.case.what_if),
        title=study.labels.title,
        digest=study.case.digest,
        horizon_days=study.case.horizon_days,
        last_day=written_date(study.labels.last_day),
        detente=VERSION,
        results_digest=study.digest,
        complete=study.found.complete,
        set_aside=tuple(
            SetAside(tuple(block.numbers().tolist()), which_runs(block)) for block in aside
        ),
        folder=study.folder,
        files=study.files,
    )


def _names(study: EnsembleStudy) -> Names:
    labels = study.labels
    return Names(
        {name: labels.actor(name) for name in labels.actor_ids},
        {
            issue: {one: labels.option(issue, one) for one in ids}
            for issue, ids in study.options.items()
        },
    )


def _record(study: EnsembleStudy) -> Record:
    found = study.found
    entries = len(study.case.scenario.record)
    fit = found.fit
    tried = (found.draws, found.tried, fit.weighted)
    return Record(entries, *tried, fit.share, why_rare(fit), fit.limit, fit.raised)
