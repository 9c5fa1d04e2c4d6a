"""Fixed numbers: each has a name, a row in `docs/constants.md`, and can be changed for a while."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.fixed import CONSTANTS, DOUBLED, GROUPS, HALVED, NOT_VARIED, Constant, patched
from benchmarks.tables import by_constant, not_varied, sources, told
from sim.model import constants
from sim.model.aversion import attained
from sim.model.belief import prior
from sim.scenario.limits import LIMITS
from sim.scenario.loading import load
from sim.talks import beliefs, parts, prospects
from tests.documented import ROOT, page_text

ROOMS = [ROOT / "sim" / room for room in ("model", "talks", "engine")]
FILES = sorted(path for room in ROOMS for path in room.rglob("*.py"))
PLAIN = {-1, 0, 1, 2}
# Where another number stands in a formula, and is none that could be another.
MIDDLES = {
    "lock_in": "a half-life halves",
    "speak": "a tone of .5 says what is thought",
    "stated": "a word is one of progress from an even chance",
}
UNITS = {"counted"}  # a written 100 is the whole of a scale
ROUNDING = {"_upper_tail"}
LUCK = {"mix", "u", "_unit", "_mix_array", "name_key"}
NAMED_ELSEWHERE = {
    # talks.luck: how random numbers are made
    *("MASK", "GOLDEN", "MAX_SEED", "_SCALE"),
    # limits of what is read, searched or digits that count
    *("LONGEST", "MOST", "WIDEST", "MOST_TRIES", "AHEAD", "EVER", "FORMAT"),
    *("WEIGHT_DIGITS", "SEARCH_DIGITS", "MOST_WORTHS", "MOST_PLANNED", "MOST_NAMES", "A_STRETCH"),
    # units, and codes of answers
    *("MINUTES_A_DAY", "LOGISTIC_UNIT_SD", "ACCEPT", "CRITICISE", "REJECT"),
}


def page_tables(name: str) -> str:
    page = page_text("constants.md")
    start = page.index(f"<!-- table: {name} -->\n") + len(f"<!-- table: {name} -->\n")
    return page[start : page.index("<!-- end -->", start)].strip()


def test_the_page_lists_each_constant_with_the_value_it_has() -> None:
    assert page_tables("sources") == sources(CONSTANTS)
    assert page_tables("not varied") == not_varied(NOT_VARIED)


@pytest.mark.parametrize("scenario", ["cairo-2024", "flat-sale", "labour-dispute"])
def test_the_page_says_of_each_constant_what_it_moves(scenario: str) -> None:
    rows = page_tables(f"constants of {scenario}").splitlines()[2:]
    assert [row.split(" | ")[0].strip("| ") for row in rows] == [one.what for one in GROUPS]


def numbers(tree: ast.Module) -> Iterator[tuple[str, ast.Constant]]:
    """The numbers in functions, with the function; places in a list are none."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            parts = [part for line in node.body for part in ast.walk(line)]
            slices = [part.slice for part in parts if isinstance(part, ast.Subscript)]
            places = {id(inner) for one in slices for inner in ast.walk(one)}
            constants = [part for part in parts if isinstance(part, ast.Constant)]
            for part in constants:
                if type(part.value) in {int, float} and id(part) not in places:
                    yield node.name, part


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_formula_holds_a_number_without_a_name(path: Path) -> None:
    known = {*MIDDLES, *UNITS, *ROUNDING, *LUCK}
    found = [
        f"{path.name}:{number.lineno}: {number.value!r} in {function}"
        for function, number in numbers(ast.parse(path.read_text(encoding="utf-8")))
        if number.value not in PLAIN and function not in known
    ]
    assert found == []


def named(tree: ast.Module) -> Iterator[str]:
    """Names of a module that stand for numbers worked out there."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
        value = getattr(node, "value", None)
        holds = [p for p in ast.walk(value) if isinstance(p, ast.Constant)] if value else []
        if any(type(part.value) in {int, float} for part in holds):
            names = [one for target in targets for one in ast.walk(target)]
            yield from (one.id for one in names if isinstance(one, ast.Name) and one.id.isupper())


def test_every_named_number_of_the_engine_is_listed() -> None:
    listed = {one.name for one in CONSTANTS} | {name for c in CONSTANTS for name in c.derived}
    for path in FILES:
        for name in named(ast.parse(path.read_text(encoding="utf-8"))):
            assert name in listed | NAMED_ELSEWHERE, f"{path.name}: {name}"


# What is compiled has them compiled in; `make compiled` runs these on the sources.
changing = pytest.mark.sources


def constant(name: str) -> list[Constant]:
    return [one for one in CONSTANTS if one.name == name]


@changing
def test_a_constant_is_changed_wherever_it_is_used_and_changed_back() -> None:
    before = constants.UNENDED

    def days() -> list[int]:
        return [vars(module)["UNENDED"] for module in (constants, parts, prospects)]

    with patched(constant("UNENDED"), DOUBLED):
        assert days() == [2 * before] * 3
    assert days() == [before] * 3


@changing
def test_a_formula_counts_with_the_changed_number() -> None:
    assert attained(0.31, 0.3, 0.3) == pytest.approx(0.5)
    with patched(constant("LEAST_ROOM"), DOUBLED):
        assert attained(0.31, 0.3, 0.3) == pytest.approx(0.25)


@changing
def test_what_follows_from_a_constant_follows_it() -> None:
    with patched(constant("GRID"), HALVED):
        assert len(prior(0.5, 0.1)) == len(vars(beliefs)["POINTS"]) == 11
    assert len(prior(0.5, 0.1)) == 21


@changing
def test_a_default_is_changed_for_what_is_loaded_meanwhile() -> None:
    with patched(constant("DEFAULTS"), DOUBLED):
        case = load("flat-sale")
        assert case.at(case.draw(lambda _: 0.5)).rules.rethink == 2 * 1440


def test_a_change_is_the_greatest_that_is_sure() -> None:
    assert told("0" * 40, "0" * 40) == "no run differs"
    assert told("0" * 40, "0" * 20 + "4" * 20).startswith("**deal -50.0 (")
    assert not told("0" * 40, "0" * 39 + "4").startswith("**")
    first, arms = GROUPS[:1], [f"{GROUPS[0].name} x {by:g}" for by in (HALVED, DOUBLED)]
    page = by_constant(first, dict.fromkeys(["", *arms], "04"), dict.fromkeys(arms, "0 of 2"))
    assert page.splitlines()[-1].endswith("| no run differs | no run differs | 0 of 2 |")


def test_a_text_without_an_end_is_thought_about_for_longer_than_any_run() -> None:
    longest = LIMITS["start_to_now"].most + LIMITS["horizon"].most
    assert round(longest * constants.MINUTES_A_DAY) == constants.EVER
