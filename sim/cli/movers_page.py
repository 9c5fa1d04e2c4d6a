"""Which inputs move an outcome, as lines of a page."""

from __future__ import annotations

from sim.analysis.movers import Mover
from sim.analysis.wording import in_100, percent, signed_in_100
from sim.cli.layout import paragraph, table, wrapped
from sim.cli.output import WIDTH
from sim.cli.study import Study

MOST = 6
INDENT = 2
_NAMES = {
    "deal": "DEALS",
    "framework_only": "FRAMEWORKS WITHOUT A DEAL",
    "implementation_failed": "FAILED IMPLEMENTATIONS",
    "collapsed": "COLLAPSES",
    "no_agreement": "RUNS WITHOUT AGREEMENT",
}


def movers_lines(study: Study) -> list[str]:
    """The inputs that move the share most, and how many can be told from chance."""
    if not study.movers:
        why = "the draws of inputs are too few" if study.moved else "every run ended alike"
        return ["", *paragraph(f"WHICH INPUTS MOVE IT cannot be said: {why}.")]
    shown = study.movers[:MOST]
    backed = {one.path: bool(one.evidence) for one in study.case.inputs}
    level = percent(shown[0].interval.level)
    rows = [
        ["", "lowest", "highest", f"{level} interval", "told", "input"],
        ["", "third", "third", "of difference", "apart", "is"],
    ]
    rows += [_row(one, "cited" if backed.get(one.path) else "assumed") for one in shown]
    told = sum(one.discernible for one in study.movers)
    tried = len(study.movers)
    return [
        "",
        f"WHICH INPUTS MOVE THE SHARE OF {_NAMES[study.moved]} MOST, of 100 runs",
        *_fitted(rows),
        *paragraph(
            f"Told apart from chance: {told} of the {tried} inputs that vary, all of them counted "
            "at once; each interval is by itself, so it may leave out 0 all the same. An input "
            "moves more when its range is wider: no measure of anyone's fault. Of an input in "
            "words, the two levels named. A fact backs an input's word, never its number.",
            2,
        ),
    ]


def _row(one: Mover, backing: str) -> list[str]:
    path = one.path if one.numeric else f"{one.path}: {one.low}, {one.high}"
    low, high = in_100(one.low_share), in_100(one.high_share)
    apart = f"{signed_in_100(one.interval.low)} to {signed_in_100(one.interval.high)}"
    return [path, low, high, apart, "yes" if one.discernible else "no", backing]


def _fitted(rows: list[list[str]]) -> list[str]:
    """The rows as a table; a path too long for it stands on a line of its own."""
    lines = table([["", *row[1:]] for row in rows])
    room = WIDTH - max(map(len, lines))
    longest = max((len(row[0]) for row in rows if len(row[0]) <= room), default=0)
    found = []
    for (path, *_), line in zip(rows, lines, strict=True):
        fits = len(path) <= longest
        if not fits:
            found += [f"  {one}" for one in wrapped(path, WIDTH - INDENT, INDENT)]
        found.append(f"  {path if fits else '':<{longest}}{line[INDENT:]}")
    return found
