"""The static picture of talks, gathered over draws of the inputs: in pieces, on processes.

A piece is a pure function of its draws, or of its inputs; they are put together in their
order, so that processes change no number.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, TypeVar

from sim.analysis.bargain_moment import Moment, moment
from sim.analysis.bargaining_space import Picture, Space, picture, space, terms_of
from sim.analysis.consents import Stakes
from sim.analysis.inverse import Answer, Reach, WordReach, answer, asked_of, by_size
from sim.analysis.missing_consent import Lacking, MissingConsent, lacking, missing_consent
from sim.analysis.openings import Openings, Tried, openings, tried
from sim.analysis.put_chances import Base, base
from sim.analysis.putting import Putting, TextAsked
from sim.ensemble.chunks import Settings, Workshop
from sim.ensemble.driving import Progress, Search
from sim.ensemble.pool import Packed, worked
from sim.ensemble.searching import kept_draws
from sim.errors import RecordError
from sim.model.constants import SAME
from sim.scenario.case import Case
from sim.text import many

if TYPE_CHECKING:
    from sim.scenario.inputs import Input

HOME = "sim.analysis.bargain"
PUT = 200  # draws of the inverse question: the first
_PIECE = 20  # draws of a piece
_INPUTS = 4  # inputs of a piece
Span = tuple[int, int]
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Drawn:
    """One draw: what it comes to, and where everyone stands in it."""

    picture: Picture
    lacking: Lacking
    tried: Tried
    moment: Moment


@dataclass(frozen=True, slots=True)
class Static:
    """What could be agreed, whose consent is missing, and what would open a zone.

    `likeliest` is the package that is the Nash solution most often, or where none ever is the
    one whose least gain is the largest most often; draws weigh as they do in all of this. It is
    the first in the file of those that tie; `as_often` are the others.
    """

    weighted: bool
    space: Space
    missing: MissingConsent
    openings: Openings
    likeliest: tuple[str, ...]
    as_often: tuple[tuple[str, ...], ...]
    drawn: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Inverse:
    """What a text would need.

    `terms` are the text's by issue, None where they differ from draw to draw. `asked` inputs
    may enter an answer, `still` of them move nothing.
    """

    base: Base
    p: float
    terms: tuple[str | None, ...]
    numbers: tuple[Reach, ...]
    words: tuple[WordReach, ...]
    asked: int
    still: int


@dataclass(frozen=True, slots=True)
class _Job:
    case: Case
    seed: int
    what_if: str
    ceiling: float
    tried: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class _Question:
    moments: list[Moment]
    text: TextAsked
    asked: list[Input]
    p: float


def static(
    case: Case, seed: int, draws: int, what_if: str = "", jobs: int = 0,
    progress: Progress | None = None,
) -> Static:  # fmt: skip
    """The static picture of a case.

    Parameters
    ----------
    draws
        Of the inputs, at least 1.
    what_if
        A variant of the case from now on.
    jobs
        Processes: 0 is one a core. They change no number.

    Raises
    ------
    RecordError
        Where no try gives the record.
    """

    def searching(search: Search) -> None:
        if progress is not None:
            progress(0, draws, search)

    fit, kept_at = kept_draws(case, Settings(draws, draws, seed, jobs, what_if), searching)
    job = Packed.of(_Job(case, seed, what_if, fit.ceiling, kept_at))
    every = _in_order(partial(_drawn, job), draws, _PIECE, (jobs, progress))
    drawn = tuple(one for one in every if one.picture.weight > 0.0)
    if not drawn:
        raise RecordError(
            f"none of {many(draws, 'draw')} of the inputs gives the record: take more --draws, or "
            "give the texts' terms and the inputs of those who answered a wider range"
        )
    tables = drawn[0].moment.state.tables
    names = tables.names
    pictures = [one.picture for one in drawn]
    first, *tied = [terms_of(names, p) for p in _likeliest(pictures)]
    return Static(
        fit.weighted,
        space(pictures, names, above=tables.consent.above),
        missing_consent([one.lacking for one in drawn], names),
        openings([one.tried for one in drawn]),
        first,
        tuple(tied),
        drawn,
    )


def _likeliest(pictures: Sequence[Picture]) -> list[int]:
    """The packages that most draws have: several where they tie."""
    for found in (
        [(one.solutions[0], one.weight) for one in pictures if one.solutions is not None],
        [(one.least_bad, one.weight) for one in pictures],
    ):
        weights: dict[int, list[float]] = {}
        for packages, weight in found:
            for package in packages:
                weights.setdefault(package, []).append(weight)
        if weights:
            sums = {p: math.fsum(parts) for p, parts in sorted(weights.items())}
            return [p for p, total in sums.items() if total >= max(sums.values()) - SAME]
    raise AssertionError("no draw")


def inverse(
    found: Static, text: TextAsked, p: float, jobs: int = 0, progress: Progress | None = None
) -> Inverse:
    """What each input would have to be for a text to pass with a chance of at least `p`.

    Inputs that do not vary, or enter no answer, are left out.

    Parameters
    ----------
    text
        One that is there in every draw.
    """
    moments = [one.moment for one in found.drawn[:PUT]]
    tables, source = moments[0].state.tables, moments[0].state.tables.source
    assert isinstance(source, Case), "tables that no scenario gave"
    names = tables.names
    asked = asked_of(source.inputs, [names.actors[i] for i in tables.concerned])
    puttings = [Putting(one, text) for one in moments]
    job = Packed.of(_Question(moments, text, asked, p))
    answers = _in_order(partial(_answered, job), len(asked), _INPUTS, (jobs, progress))
    numbers = [one for one in answers if isinstance(one, Reach)]
    words = [one for one in answers if isinstance(one, WordReach)]
    return Inverse(
        base(puttings, names.actors),
        p,
        _common([terms_of(names, one.text.package) for one in puttings]),
        tuple(by_size(numbers)),
        tuple(sorted(words, key=lambda one: (-one.best_chance, one.path))),
        len(asked),
        sum(one is None for one in answers),
    )


def _common(terms: Sequence[tuple[str, ...]]) -> tuple[str | None, ...]:
    by_issue = (set(options) for options in zip(*terms, strict=True))
    return tuple(options.pop() if len(options) == 1 else None for options in by_issue)


def _in_order(
    work: Callable[[Span], list[Found]], count: int, size: int, how: tuple[int, Progress | None]
) -> list[Found]:
    """What `count` things come to, in their order, worked on in pieces of a size."""
    jobs, progress = how
    spans = [(first, min(first + size, count)) for first in range(0, count, size)]
    found: dict[int, list[Found]] = {}
    done = 0
    for place, piece in worked(work, spans, jobs, HOME):
        found[place] = piece
        done += len(piece)
        if progress is not None:
            progress(done, count, None)
    return [one for place in range(len(spans)) for one in found[place]]


def _drawn(packed: Packed[_Job], span: Span) -> list[Drawn]:
    job = packed.thing
    shop = Workshop(job.case, job.seed, job.what_if, ceiling=job.ceiling, tried=job.tried)
    found = []
    for draw in range(*span):
        at = moment(shop, draw)
        stakes = Stakes.of(at.standings())
        seen = picture(at, stakes)
        openings_of = tried(at, zone=len(seen.zone) > 0)
        found.append(Drawn(seen, lacking(at, stakes), openings_of, at))
    return found


def _answered(packed: Packed[_Question], span: Span) -> list[Answer]:
    question, puttings = packed.thing, _put(packed)
    return [answer(puttings, one, question.p) for one in question.asked[slice(*span)]]


@lru_cache(maxsize=2)
def _put(packed: Packed[_Question]) -> list[Putting]:
    question = packed.thing
    return [Putting(one, question.text) for one in question.moments]
