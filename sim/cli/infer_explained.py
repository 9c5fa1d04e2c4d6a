"""Explanations of a record side by side, as lines of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sim.analysis.explanations import AS_IT_IS, BARE, Fit, Ratio
from sim.analysis.lesson_words import rare, rare_span, ratio_told
from sim.analysis.lessons import LEAST_WORTH
from sim.analysis.wording import percent
from sim.cli.inferred import Inferred
from sim.cli.layout import figures_beside, paragraph
from sim.scenario.hypotheses import Explanation
from sim.text import many


def explained_lines(found: Inferred) -> list[str]:
    """How often the record comes out, and what tells the explanations apart."""
    if not found.case.hypotheses:
        return [
            *_fits(found),
            *paragraph("The scenario declares no hypotheses to tell apart: see docs/infer.md.", 2),
        ]
    told = [*_fits(found), "", *_pairs(found)]
    for answer in found.answers:
        told += ["", *_answer(found, answer)]
    return [*told, "", "THE EXPLANATIONS", *_legend(found)]


def _fits(found: Inferred) -> list[str]:
    fits = found.explained.fits
    level = percent(found.explained.level)
    heads = [""]
    rows = [("of 100 tries", f"{level} interval", "its tries", "worth")]
    for one in fits:
        heads.append(f"  {one.name}")
        rows.append((*_fit(one), f"{one.counted:,}", f"{one.worth:,.0f}"))
    return ["HOW OFTEN THE RECORD COMES OUT", *figures_beside(heads, rows), *_never(fits)]


def _fit(one: Fit) -> tuple[str, str]:
    if one.share is None or one.interval is None:
        return "-", "-"
    return rare(one.share), rare_span(one.interval)


def _never(fits: Sequence[Fit]) -> list[str]:
    """What the numbers do not say by themselves."""
    told = []
    for one in fits:
        if one.share is None:
            told += paragraph(
                f"No draw of the inputs is of {one.name}: of {many(one.tries, 'try')} none has the "
                "zone it asks for, so nothing can be said of it.", 2,
            )  # fmt: skip
        elif one.share == 0.0 and one.interval is not None:
            told += paragraph(
                f"Under {one.name} the record comes out in none of {many(one.counted, 'try')}: the "
                f"model can hardly give it there (at most {rare(one.interval.high)} of 100).", 2,
            )  # fmt: skip
        elif one.same:
            told += paragraph(
                f"Under {one.name} every try gives the record just as often as in the scenario "
                "as it is: nothing recorded hangs on what it assumes, so the record cannot tell "
                "of it.", 2,
            )  # fmt: skip
    return told


def _pairs(found: Inferred) -> list[str]:
    explained = found.explained
    if not explained.ratios:
        return paragraph("One hypothesis alone is told apart from none.", 2)
    told = ["WHETHER IT TELLS THEM APART", *_ratios(explained.ratios)]
    told += paragraph(
        "How many times as often the record comes out under the first as under the second. It "
        "says how far the record speaks for one against the other, not how likely either is: that "
        f"also hangs on how likely each was before. Hardly: by less than {BARE:.0f} times "
        "as estimated, "
        '"not worth more than a bare mention" (Kass & Raftery 1995). All intervals together hold '
        f"at {percent(explained.level)}; all explanations share their luck.",
        2,
    )
    if any(one.verdict == "too few" for one in (*explained.ratios, *explained.answers)):
        told += paragraph(
            f"Too few: under one of them the tries are worth fewer than {LEAST_WORTH} draws of the "
            "record. Ask for more --tries.", 2,
        )  # fmt: skip
    return told


def _ratios(ratios: Sequence[Ratio]) -> list[str]:
    heads, rows = [""], [("times", _level(ratios), "tells apart")]
    for one in ratios:
        heads.append(f"  {one.first} : {one.second}")
        rows.append((*ratio_told(one), one.verdict))
    return figures_beside(heads, rows)


def _level(ratios: Sequence[Ratio]) -> str:
    return f"{percent(round(ratios[0].interval.level, 4))} interval"


def _answer(found: Inferred, answer: str) -> list[str]:
    entry = found.case.scenario.record[answer]
    who = found.case.labels.actors.get(entry.who.words, entry.who.words)
    head = f"THE ANSWER {answer} ({who}: {entry.does}, {entry.when.words})"
    if answer in found.stuck:
        return [head, *paragraph(f"The record cannot do without it: {found.stuck[answer]}", 2)]
    level = percent(found.explained.level)
    heads, rows = [""], [("chance given the rest, of 100", f"{level} interval")]
    for one in found.explained.chances:
        if one.answer != answer:
            continue
        heads.append(f"  {one.name}")
        if one.chance is None or one.interval is None:
            rows.append(("-", "-"))
        else:
            rows.append((rare(one.chance), rare_span(one.interval)))
    ratios = [one for one in found.explained.answers if one.answer == answer]
    apart = [one for one in ratios if one.verdict == "yes"]
    told = [head, *figures_beside(heads, rows)]
    return [*told, *(_ratios(apart) if apart else []), *paragraph(_verdict(ratios), 2)]


def _verdict(ratios: Sequence[Ratio]) -> str:
    """Of how many pairs the answer tells what."""
    if not ratios:
        return "There are no two hypotheses that it could tell apart."
    counts = Counter(one.verdict for one in ratios)
    said = {
        "yes": "told apart",
        "hardly": "hardly told apart",
        "no": "not told apart",
        "too few": "too few tries to say",
    }
    parts = [f"{word} {counts[kind]}" for kind, word in said.items() if counts[kind]]
    return f"Of {many(len(ratios), 'pair')} of hypotheses: {', '.join(parts)}."


def _legend(found: Inferred) -> list[str]:
    told = paragraph(f"{AS_IT_IS}: what the file says, with no explanation added", 2)
    for one in sorted(found.case.hypotheses.values(), key=lambda one: one.name):
        told += paragraph(f"{one.name}: {one.title}", 2)
        told += [line for part in _assumes(one) for line in paragraph(part, 6)]
    return told


def _assumes(one: Explanation) -> list[str]:
    parts = [f"{path} {value}" for path, value in one.sets]
    if one.zone is not None:
        parts.append(f"zone of agreement at now: {one.zone}")
    return [f"takes {', '.join(parts)}", f"assumed: {one.why}"]
