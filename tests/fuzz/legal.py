"""Changes to a scenario that the language allows: what comes of most of them loads and plays."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import Any

from sim.scenario.case import Case
from sim.scenario.distributions import bounds
from sim.scenario.inputs import Input
from sim.scenario.rows import FIFTHS
from sim.scenario.words import UNKNOWN

Setting = tuple[str, str]


def settings(case: Case, luck: Random) -> list[str]:
    """One to five fields set to what they may be, as `--set` takes them."""
    ways = luck.choices([_an_input, _a_block], weights=[3, 1], k=luck.randint(1, 5))
    return ["=".join(way(case, luck)) for way in ways]


def _an_input(case: Case, luck: Random) -> Setting:
    one = luck.choice(case.inputs)
    issues, option_ids = case.names.issues, case.names.options
    *_, issue, field = ("", *one.path.split("."))
    match one.unit:
        case "points" | "days" | "a day":
            return one.path, _quantity(one, luck)
        case "actor":
            return one.path, luck.choice([UNKNOWN, *_parties(case)])
        case "option" if issue in issues:
            options = option_ids[issues.index(issue)]
            return one.path, luck.choice([*options, UNKNOWN])
        case "choice" if field == "red_line":
            return one.path, luck.choice(["none", "soft", "hard", UNKNOWN])
        case _:
            return "title", f"Without {one.path}"


def _quantity(one: Input, luck: Random) -> str:
    """A number near those that it is drawn from, a range of them, or a word."""
    ends = bounds(one.dist)
    assert ends is not None, "a quantity"
    unit = "" if one.unit == "points" else f" {one.unit}"
    low, high = sorted(_near(*ends, luck) for _ in range(2))
    if one.unit == "points":
        low, high = (min(100.0, max(0.0, end)) for end in (low, high))
    return luck.choice(
        [f"{low:.6f}{unit}", f"[{low:.6f}{unit}, {high:.6f}{unit}]", UNKNOWN, *FIFTHS]
    )


def _near(low: float, high: float, luck: Random) -> float:
    return luck.choice([low, high, luck.uniform(low, high), luck.uniform(low, high * 1.5)])


def _parties(case: Case) -> list[str]:
    return [name for name, one in case.scenario.actors.items() if "party" in one.roles]


def _a_block(case: Case, luck: Random) -> Setting:
    """A block that any scenario may have."""
    party, issue = luck.choice(_parties(case)), luck.choice(case.names.issues)
    stance = f"{party}.{issue}"
    later = f"{case.now.replace(year=case.now.year + 1)}"
    blocks: list[Setting] = [
        ("calendar.horizon", f"{luck.choice([1, 7, 30, 200])} days"),
        ("calendar.sessions.more", "{every: 5 to 12 days}"),
        ("calendar.slips", "{chance: 50, by: 1 to 3 days}"),
        ("consent", luck.choice(["all", "{quota: 50%}", "{quota: 100%}"])),
        ("suspension", "{chance: very high, resumes: 0.2 a day}"),
        ("after_yes.items", luck.choice(["[one]", "[one, two, three]"])),
        (f"after_yes.ratification.{party}", luck.choice(["{}", "{seats: 11, support: high}"])),
        ("shocks.storm", f"{{title: Storm, hazard: 0.2 a day, shift: {{{party}: -15}}}}"),
        (f"{stance}.withdrawn", later),
        (f"{stance}.salience", luck.choice(FIFTHS)),
        (f"{stance}.also_served_by", f"{{{case.names.options[0][0]}: high}}"),
        (f"issues.{issue}.options.another", "Another way"),
        (f"{party}.deadline", later),
        (f"{party}.statements", "0.5 a day"),
        ("press", "{credibility: very high}"),
    ]
    return luck.choice(blocks)


def reshape(data: Any, luck: Random) -> None:
    """Change the form of a scenario: its order, names and length, and what hangs on them."""
    luck.choice(RESHAPES)(data, luck)


def _reverse(data: Any, luck: Random) -> None:
    """Options from the other end: who wants what stays."""
    issue = luck.choice(list(data["issues"].values()))
    issue["options"] = dict(reversed(issue["options"].items()))


def _shuffle(data: Any, luck: Random) -> None:
    for block in ("actors", "issues"):
        data[block] = dict(luck.sample(list(data[block].items()), len(data[block])))


def _shorten(data: Any, luck: Random) -> None:
    """The record ends sooner: what may only be said of what is gone goes with it."""
    record = list(data.get("record", {}).items())
    data["record"] = dict(record[: luck.randrange(len(record) + 1)])
    data.pop("what_if", None)
    data.pop("hypotheses", None)


def _forget(data: Any, luck: Random) -> None:
    """Blocks that may be left out."""
    for block in ("what_if", "hypotheses", "parties", "suspension", "press", "shocks", "after_yes"):
        if luck.random() < 0.5:
            data.pop(block, None)


def _retitle(data: Any, luck: Random) -> None:
    titles = ["\u05e9\u05dc\u05d5\u05dd", "=1+1", "a|b `c` <d>", "x" * 500, "\U0001f54a\ufe0f"]
    for block in ("actors", "issues"):
        luck.choice(list(data[block].values()))["title"] = luck.choice(titles)
    data["title"] = luck.choice(titles)


RESHAPES: list[Callable[[Any, Random], None]] = [_reverse, _shuffle, _shorten, _forget, _retitle]


def renamed(text: str, case: Case, luck: Random) -> str:
    """The text with one actor called otherwise throughout, or as it is."""
    if luck.random() < 0.7:
        return text
    name = luck.choice(case.names.actors)
    return re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", f"{name}-2", text)


def recode(data: Any, luck: Random) -> None:
    """Change a seed file to what a coder may have read."""
    facts = data["facts"]
    name, fact = luck.choice(list(facts.items()))
    match luck.randrange(7):
        case 0 if len(facts) > 1:
            del facts[name]
        case 1:
            facts[f"{name}-again"] = fact
        case 2:
            fact["attribution"] = luck.choice(["reported", "claimed", "anonymous"])
        case 3:
            fact["statement"] = luck.choice(["\u05e9\u05dc\u05d5\u05dd", "=1+1", "x" * 2000])
        case 4:
            date = luck.choice(["1981-01..1985-12", "2024-02-29", "2024-08"])
            fact["when"] = {"date": date, "precision": "none", "how": "inferred", "note": "ours"}
        case 5:
            fact["who"] = luck.choice([["somebody"], ["a", "b", "c"]])
        case _:
            data["source"]["title" if "title" in data["source"] else "kind"] = "a letter"
