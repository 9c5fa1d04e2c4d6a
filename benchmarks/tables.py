"""The tables of `docs/constants.md`, from the endings that were played."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby

import polars as pl

from benchmarks.fixed import DOUBLED, HALVED, Constant, Group
from sim.analysis.contrasts import Contrast, contrasts
from sim.talks.events import OUTCOMES

BAR = 0.03  # of a share: what moves more, surely, becomes an input
ENDINGS = ("deal", "framework only", "implementation failed", "collapsed", "no agreement")
WORDS = dict(zip(OUTCOMES, (name.replace("_", " ") for name in OUTCOMES), strict=True))


def frame(endings: str) -> pl.DataFrame:
    """One run a draw."""
    return pl.DataFrame(
        {
            "run": range(len(endings)),
            "draw": range(len(endings)),
            "weight": 1.0,
            "outcome": [OUTCOMES[int(one)] for one in endings],
        },
        schema_overrides={"run": pl.Int64, "draw": pl.Int64},
    )


def compared(base: str, other: str) -> tuple[Contrast, ...]:
    """The differences of all endings, in pairs by draw."""
    return contrasts(frame(base), frame(other), paired=True)


def matters(one: Contrast) -> bool:
    """Whether a share moves by 3 points of 100 or more, its interval clear of zero."""
    return abs(one.difference) >= BAR and one.told_apart


def greatest(found: Sequence[Contrast]) -> Contrast:
    """What matters first, then what moves most."""
    return max(found, key=lambda one: (matters(one), abs(one.difference)))


def told(base: str, other: str) -> str:
    """The ending that moves most, with its interval; bold where it matters."""
    if base == other:
        return "no run differs"
    one = greatest(compared(base, other))
    text = f"{WORDS[one.outcome]} {points(one)}"
    return f"**{text}**" if matters(one) else text


def points(one: Contrast) -> str:
    """A difference of 100 and its interval."""
    low, high = 100 * one.interval.low, 100 * one.interval.high
    return f"{100 * one.difference:+.1f} ({low:+.1f} to {high:+.1f})"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def sources(constants: Sequence[Constant]) -> str:
    """Where each constant stands, what it is and whence."""
    rows = [
        (one.what, f"`{one.where}`", one.told(), one.told(HALVED), one.told(DOUBLED), one.source)
        for one in constants
    ]
    return table(("constant", "where", "value", "halved", "doubled", "source"), rows)


def not_varied(reasons: Sequence[tuple[str, str]]) -> str:
    """What is left as it is, and why."""
    return table(("left as it is", "why"), reasons)


def by_constant(groups: Sequence[Group], played: Mapping[str, str], anew: Mapping[str, str]) -> str:
    """What each constant moves in one scenario."""
    rows = []
    for one in groups:
        arms = [f"{one.name} x {factor:g}" for factor in (HALVED, DOUBLED)]
        again = "; ".join(dict.fromkeys(anew[arm] for arm in arms))
        rows.append((one.what, *(told(played[""], played[arm]) for arm in arms), again))
    return table(("constant", "halved", "doubled", "draws kept anew"), rows)


def by_ending(groups: Sequence[Group], played: Mapping[str, str]) -> str:
    """Every ending of every arm that changed a run, as a difference of 100."""
    rows = []
    for one in groups:
        for factor, word in ((HALVED, "halved"), (DOUBLED, "doubled")):
            endings = played[f"{one.name} x {factor:g}"]
            if endings != played[""]:
                cells = [points(found) for found in compared(played[""], endings)]
                rows.append((f"{one.what}, {word}", *cells))
    return table(("constant", *WORDS.values()), rows)


def by_rule(names: Sequence[str], played: Mapping[str, str]) -> str:
    """The shares under every rule, and how far it lies from the first of its choice."""
    rows = [("as it is: drawn", *shares(played[""]), "")]
    for _, group in groupby(names, key=lambda name: name.partition(":")[0]):
        rules = list(group)
        base = "" if rules[0].startswith("loss") else rules[0]
        for name in rules:
            first = "" if name == base else told(played[base], played[name])
            rows.append((name, *shares(played[name]), first))
    heads = ("rule", *WORDS.values(), "from the first of its choice")
    return table(heads, rows)


def shares(endings: str) -> list[str]:
    """Of 100 runs."""
    return [f"{100 * endings.count(str(k)) / len(endings):.0f}" for k in range(len(OUTCOMES))]


def _replaced(table: str, match: re.Match[str]) -> str:
    return f"{match[1]}{table}\n{match[2]}"


def written(page: str, found: dict[str, str]) -> str:
    """A page with these tables in place of those that it has."""
    for name, table in found.items():
        place = re.compile(rf"(<!-- table: {re.escape(name)} -->\n).*?(<!-- end -->)", re.DOTALL)
        page = place.sub(partial(_replaced, table), page)
    return page
