"""The page of what an outcome hangs on."""

from __future__ import annotations

from collections.abc import Sequence

from sim.analysis.factors import GROUPINGS
from sim.analysis.pigeonhole import Estimate
from sim.analysis.sensitivity import Measured, Sensitivity
from sim.analysis.wording import ENDED, NOTICE, in_100, named, percent, whole
from sim.cli.layout import command, figures_beside, paragraph
from sim.cli.sensed import Sensed
from sim.text import many

MOST = 15  # inputs that are listed
BY = {"backing": "By what backs the word", "actor": "By actor", "issue": "By issue"}
HEADS = {
    "sobol": "SOBOL INDICES OF THE PROBABILITY",
    "morris": "ELEMENTARY EFFECTS (MORRIS)",
    "tornado": "ONE INPUT AT A TIME",
}


def page(one: Sensed) -> list[str]:
    """A study as a page."""
    found = one.found
    return [
        *_head(one),
        "",
        *_luck(found),
        *_groups(found),
        "",
        *_inputs(found),
        "",
        *_guard(found),
        "",
        "WHAT THIS SAYS",
        *(line for note in _notes(found) for line in paragraph(note, 2)),
        *(["", "FIGURES, with their numbers", *one.files] if one.files else []),
        "",
        *command("Again:", one.asked.words, 9),
    ]


def _head(one: Sensed) -> list[str]:
    found = one.found
    told = [
        *paragraph(one.title),
        *paragraph(NOTICE),
        "",
        *paragraph(
            f"{many(found.runs, 'run')}: {found.rows:,} rows of {many(found.blocks, 'point')} of "
            f"the inputs x {many(found.luck, 'run')} of luck, the same at every point. Seed "
            f"{one.asked.seed}."
        ),
    ]
    if found.record is not None:
        told += ["", *paragraph(BEFORE)]
    if found.flagged:
        told += ["", *paragraph("THE GUARD INPUT CAME OUT AS SOMETHING: DO NOT TRUST THIS.")]
    if not one.complete:
        told += paragraph(
            f"STOPPED EARLY: {found.rows:,} of {one.asked.rows:,} rows were finished; all below "
            "is of these."
        )
    return told


def _span(ends: Estimate, told: Sequence[str]) -> str:
    return f"({percent(ends.interval.level)} interval {told[0]} to {told[1]})"


def _luck(found: Sensitivity) -> list[str]:
    spread = found.spread
    mean, part = spread.mean, spread.explained
    low, high = (str(whole(min(1.0, max(0.0, x)))) for x in (mean.interval.low, mean.interval.high))
    told = [
        f"LUCK AND INPUTS: {named(found.outcome)}",
        *paragraph(
            f"{in_100(mean.value)} of 100 runs {ENDED[found.outcome]}, over the ranges of all "
            f"inputs {_span(mean, (low, high))}.",
            2,
        ),
    ]
    if part is None:
        return [*told, *paragraph("All runs end alike: neither luck nor inputs move this.", 2)]
    if not spread.moved:
        return [
            *told,
            *paragraph(
                "How far the inputs move this outcome is not told by so few runs: what they "
                "explain is not told apart from 0. More --runs or --points may tell more.",
                2,
            ),
        ]
    ends = [min(1.0, max(0.0, x)) for x in (part.interval.low, part.interval.high)]
    return [
        *told,
        *paragraph(
            f"Of what makes one run end so and another not, the inputs explain "
            f"{in_100(part.value)} of 100 {_span(part, [in_100(x) for x in ends])}. The other "
            f"{in_100(1 - part.value)} are luck: runs with the same inputs end differently.",
            2,
        ),
    ]


def _cells(found: Sensitivity, one: Measured, names: Sequence[str]) -> list[str]:
    """Value and interval of each measure; where it cannot be told, how many runs change."""
    if not found.told:
        return [in_100(one.changed)]
    number, told = found.method.number, []
    for name in names:
        size = one.measures[name]
        if size is None or one.changed == 0.0:
            told += ["0", "no run changed"]
        elif size.known is None:  # never two runs of one point
            told += [number(size.value), "too few changed"]
        else:
            span = f"{number(size.interval.low)} to {number(size.interval.high)}"
            told += [number(size.value), span]
    return told


def _titles(found: Sensitivity, names: Sequence[str]) -> list[str]:
    if not found.told:
        return [""]
    level = percent(found.spread.mean.interval.level)
    called = (found.method.measures[name].removesuffix(" order") for name in names)
    return [text for name in called for text in (name, f"{level} interval")]


def _groups(found: Sensitivity) -> list[str]:
    """The inputs together; nothing where they were not asked about so."""
    if not any(found.of(kind) for kind in GROUPINGS):
        return []
    main = [found.method.main]
    heads, rows = [""], [_titles(found, main)]
    for kind in GROUPINGS:
        if members := found.of(kind):
            heads.append(BY[kind])
            rows.append([""] * len(rows[0]))
        for one in members:
            heads.append(f"  {one.factor.name} ({many(len(one.factor.columns), 'input')})")
            rows.append(_cells(found, one, main))
    what = "total order" if found.told else "runs of 100 that end otherwise"
    told = ["", f"INPUTS TOGETHER: {what}", *figures_beside([f"  {head}" for head in heads], rows)]
    return [*told, *_resting(found)]


def _resting(found: Sensitivity) -> list[str]:
    size = found.resting
    if size is None:
        return []
    ends = [in_100(min(1.0, max(0.0, x))) for x in (size.interval.low, size.interval.high)]
    return paragraph(
        f"How much rests on what nobody reported: {in_100(min(1.0, max(0.0, size.value)))} of 100 "
        f"of what the inputs explain {_span(size, ends)} hangs on inputs that no source backs, "
        "by themselves or with others. Evidence backs words: the number behind a backed word is "
        "assumed too.",
        2,
    )


def _inputs(found: Sensitivity) -> list[str]:
    told = [f"{HEADS[found.method.name]}: {found.method.what}"]
    if not found.told:
        told = ["RUNS OF 100 THAT END OTHERWISE when an input alone is drawn again"]
    ranked = [one for one in found.by_size if one.changed > 0.0]
    told += _row(found, "", _titles(found, list(found.method.measures)))
    for one in ranked[:MOST]:
        told += [f"  {one.factor.name}", *_row(found, f"    {_about(one)}", _own(found, one))]
    for one in found.of("others"):
        head = f"  {one.factor.name} ({many(len(one.factor.columns), 'input')})"
        told += _row(found, head, _own(found, one))
    return [*told, *_more(found, ranked[MOST:])]


def _own(found: Sensitivity, one: Measured) -> list[str]:
    return _cells(found, one, list(found.method.measures))


def _row(found: Sensitivity, head: str, cells: Sequence[str]) -> list[str]:
    """Cells of the same width in every row, below a name or beside what it is about."""
    if not found.told:
        cells = cells[:1]
    return figures_beside([head], [[c.rjust(15 if k % 2 else 5) for k, c in enumerate(cells)]])


def _about(one: Measured) -> str:
    """The range of an input, what backs its word, and where a swing is from and to."""
    text = f"{one.factor.range_text}; {one.factor.backing}"
    if not one.ends:
        return text
    first, second = one.ends
    at = f"{in_100(first.share)} at {first.value}, {in_100(second.share)} at {second.value}"
    return f"{text}; of 100 runs {at}"


def _more(found: Sensitivity, rest: Sequence[Measured]) -> list[str]:
    silent = sum(one.changed == 0.0 for one in found.by_size)
    told = [f"{many(silent, 'input')} changed no run."] if silent else []
    if rest:
        largest = found.size(rest[0])
        above = f", none above {found.method.number(largest)}" if largest is not None else ""
        told.insert(0, f"And {len(rest):,} more{above}.")
    return paragraph(" ".join(told), 2) if told else []


def _guard(found: Sensitivity) -> list[str]:
    if not found.flagged:
        return paragraph(
            "Guard: an input that changes nothing was put among the others, and changed no run."
        )
    return paragraph(
        f"Guard: an input that changes nothing was put among the others, and changed "
        f"{100 * found.guard.changed:.2g} of 100 runs. Something is wrong with the program or "
        "the machine: do not trust this, and report it."
    )


def _notes(found: Sensitivity) -> list[str]:
    notes = [RANGES, NOTES[found.method.name], INTERVALS]
    if found.record is not None:
        notes.append(
            "The record is played as reported at every point, however unlikely it is there. At "
            f"{in_100(found.record.possible)} of 100 points it could come out at all, with a mean "
            f"chance of {in_100(found.record.chance)} in 100. What it teaches about the inputs is "
            "no part of this: `detente infer` says that."
        )
    return notes


BEFORE = (
    "BEFORE THE RECORD: inputs are drawn over their whole ranges, and the reported answers rule "
    "none of them out. What the talks hang on now, given the record, is what `detente ensemble` "
    "says; the two are not to be mixed."
)
RANGES = (
    "Over the inputs' ranges as they stand, each input by itself: an input matters more when its "
    "range is wider. No measure of anyone's fault, and every number is assumed."
)
INTERVALS = "Intervals: bootstrap over points and runs, each by itself."
SOBOL = (
    "First order: the part of what the inputs explain that this one explains by itself. Total "
    "order: what it has a hand in, with others too; total indices may add up to more than 1. Luck "
    "is taken out of both, so a small one may come out a little below 0."
)
MORRIS = (
    "A screening, for few runs: mu* is how far the share moves, whatever the direction, and sigma "
    "how much that differs with the other inputs. What is left of luck in so few runs adds to mu*: "
    "small ones are not told apart from each other."
)
TORNADO = (
    "Each input is put at its 5% and its 95% point, with the others drawn as they are: a swing is "
    "a mean. Of a choice it is between the two values furthest apart, picked after they were "
    "looked at, which flatters it. What matters in the middle of a range may have no swing."
)
NOTES = {"sobol": SOBOL, "morris": MORRIS, "tornado": TORNADO}
