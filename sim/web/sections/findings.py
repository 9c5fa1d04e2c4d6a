"""What was found: one answer to each question that a study is made for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from sim.analysis.contrasts import by_size, moved_most
from sim.analysis.explanations import AS_IT_IS
from sim.analysis.lesson_words import rare
from sim.analysis.sensitivity import Measured, Sensitivity
from sim.analysis.shifts import points
from sim.analysis.sweep_words import HEADS, headline
from sim.analysis.wording import ENDED, in_100, named, percent, whole
from sim.ensemble.axes import shown
from sim.errors import DetenteError
from sim.scenario.record_order import ANSWERS
from sim.telling.labels import listed
from sim.text import many
from sim.web.blocks import Block, Pairs, note
from sim.web.report import Report
from sim.web.words import shift_span, signed, span

MOST = 4  # inputs that are named
QUICK = "Left out: the report was made with --quick."
Finding = Callable[[Report], str]


def tell(report: Report) -> list[Block]:
    """The answers, each from the section that tells it at length."""
    asked = [one for one in QUESTIONS if not (one in SLOW and report.quick)]
    pairs = [(question, _told(report, QUESTIONS[question])) for question in asked]
    left_out = [(question, QUICK) for question in QUESTIONS if question not in asked]
    return [
        Pairs([*pairs, *left_out]),
        note(
            "Each answer is of this model with these assumptions, and is told at length below, "
            "with what it rests on. What moves a share most is no measure of anyone's fault."
        ),
    ]


def _told(report: Report, finding: Finding) -> str:
    try:
        return finding(report)
    except DetenteError as error:
        return f"Not told: {error}"


def _ends(report: Report) -> str:
    shares = sorted(report.study.shares, key=lambda one: -one.share)
    told = []
    for one in shares[:3]:
        wide = "" if one.inputs is None else f"; {span(one.inputs)} if the inputs differ"
        told.append(
            f"{in_100(one.share)} {ENDED[one.outcome]} ({span(one.sampling)} if played again{wide})"
        )
    return f"Of 100 runs {'; '.join(told)}."


def _matters(report: Report) -> str:
    found = report.sensed.found
    part = found.spread.explained
    if part is None or not found.spread.moved:
        return f"Nothing is told apart: what the inputs explain of {_what(found)} may be 0."
    sure = [one for one in found.by_size if _low(found, one) > 0.0]
    if not sure:
        return f"No single input is told apart from none, of {many(len(found.by_size), 'input')}."
    first = listed([_sized(found, one) for one in sure[:MOST]])
    more = f", and {many(len(sure) - MOST, 'other')} less" if len(sure) > MOST else ""
    return (
        f"{first}{more}: parts of what the inputs explain of {_what(found)}, by themselves or "
        f"with others. The inputs explain {in_100(part.value)} of 100 of what makes runs end "
        "otherwise; the rest is luck. All of it before the record has taught anything."
    )


def _what(found: Sensitivity) -> str:
    return f"the chance of \u201c{named(found.outcome)}\u201d"


def _low(found: Sensitivity, one: Measured) -> float:
    size = one.measures[found.method.main]
    return 0.0 if size is None or size.interval is None else size.interval.low


def _sized(found: Sensitivity, one: Measured) -> str:
    size = one.measures[found.method.main]
    assert size is not None
    return f"{one.factor.name} ({in_100(max(0.0, size.value))} of 100)"


def _rests(report: Report) -> str:
    basis = report.study.basis
    told = f"All {many(basis.numbers, 'number')} are assumed; facts back words, never numbers."
    if report.quick:
        return told
    size = report.sensed.found.resting
    if size is None or size.interval is None or not report.sensed.found.spread.moved:
        return told
    low, high = (min(1.0, max(0.0, end)) for end in (size.interval.low, size.interval.high))
    return (
        f"{told} Of what the inputs explain, {in_100(min(1.0, max(0.0, size.value)))} of 100 "
        f"({percent(size.interval.level)} interval {whole(low)} to {whole(high)}) hangs on inputs "
        "whose very words no source backs."
    )


def _tips(report: Report) -> str:
    sweeps = [one.sweep for one in report.sweeps if one.sweep.axes[0].numeric]
    if not sweeps:
        return "Nothing was swept: no number among the inputs changes any run."
    tipping = [one for one in sweeps if one.tip is not None and one.tip.verdict == "tips"]
    if tipping:
        where = [f"along {one.axes[0].path}: {headline(one)}" for one in tipping]
        return f"{'; '.join(where)}. Of {many(len(sweeps), 'number')} swept."
    verdicts = Counter(HEADS[one.tip.verdict] for one in sweeps if one.tip is not None)
    told = [f"{head[0].lower()}{head[1:]} ({count})" for head, count in verdicts.items()]
    return f"None of {many(len(sweeps), 'number')} swept has a tipping point: {'; '.join(told)}."


def _words(report: Report) -> str:
    sweeps = [one.sweep for one in report.sweeps if not one.sweep.axes[0].numeric]
    told = []
    for sweep in sweeps:
        parts = []
        for point in sweep.points:
            share = point.of(sweep.outcome)
            if share is not None:
                size = f"{in_100(share.share)} ({span(share.sampling)})"
                parts.append(f"{shown(point.values[0])} {size}")
        told.append(f"{sweep.axes[0].path}: {', '.join(parts)}")
    if not told:
        return "No word among the inputs changes any run."
    return f"{_capital(named(report.outcome))}, of 100 runs: {'; '.join(told)}."


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _record(report: Report) -> str:
    if not any(entry.does in ANSWERS for entry in report.case.scenario.record.values()):
        return "Nothing: it holds no answer to a text."
    found = report.inferred
    fit = next(one for one in found.explained.fits if one.name == AS_IT_IS)
    apart = [one.path for one in found.lessons.found if one.told]
    share = "in none" if fit.share is None else f"in {rare(fit.share)}"
    told = f"It comes out {share} of 100 tries of the model by itself. "
    told += f"Of {many(len(found.lessons.found), 'input')} tried, it teaches {_learnt(apart)}."
    if not found.case.hypotheses:
        return told
    verdicts = Counter(one.verdict for one in found.explained.ratios)
    pairs = many(len(found.explained.ratios), "pair")
    return f"{told} It tells {verdicts['yes']:,} of {pairs} of explanations apart."


def _learnt(apart: list[str]) -> str:
    if not apart:
        return "of none that is told apart"
    named_ones = [*apart[:MOST], "others"] if len(apart) > MOST else apart
    return f"of {many(len(apart), 'input')}: {listed(named_ones)}"


def _agree(report: Report) -> str:
    space = report.bargained.space
    return (
        f"{in_100(space.zone)} of 100 draws of the inputs have a zone of agreement "
        f"({percent(space.level)} interval {span(space.interval)})."
    )


def _changes(report: Report) -> str:
    if not report.case.what_if:
        return "No variant is declared."
    beside = report.beside.beside
    outcome = moved_most(beside)
    apart = [one for one in by_size(beside, outcome) if one.of(outcome).told_apart]
    if not apart:
        return f"No variant's difference in {named(outcome)} is told apart from none."
    told = [
        f"{one.name} ({signed(points(one.of(outcome).difference))}, "
        f"{shift_span(one.of(outcome).interval)})"
        for one in apart[:MOST]
    ]
    return f"Of 100 runs, {named(outcome)}: {'; '.join(told)}. Each interval is 95% by itself."


QUESTIONS: dict[str, Finding] = {
    "How do the runs end?": _ends,
    "Which inputs does it hang on most?": _matters,
    "Where does it tip?": _tips,
    "How do red lines and other words move it?": _words,
    "How much rests on assumptions?": _rests,
    "What does the record teach?": _record,
    "Is there anything to agree on?": _agree,
    "Which variant moves most?": _changes,
}
SLOW = (
    "Which inputs does it hang on most?",
    "Where does it tip?",
    "How do red lines and other words move it?",
)
