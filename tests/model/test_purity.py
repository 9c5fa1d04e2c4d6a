"""The model room: numbers in, numbers out, and the same bits in every process."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import sim.model

ROOM = Path(sim.model.__file__).parent
FILES = sorted(path for path in ROOM.glob("*.py") if path.stem != "__init__")
ALLOWED = {"math", "typing", "collections.abc", "itertools"}

CHAIN = """
import sys
from sim.model.answer import answer_probabilities, inclination, rejection_bar
from sim.model.aspiration import (
    aspiration, conceded, concession_exponent, lock_in, no_deal_left, reservation,
    under_label
)
from sim.model.bargaining import nash_package
from sim.model.belief import moved, posterior, prior
from sim.model.draws import logistic_between, weibull, weibull_mean
from sim.model.aversion import attained, aversion

out = []
for i in range(200):
    u = (i + 0.5) / 200
    r = reservation(u, no_deal_left(1., .4, 90 * u), lock_in(.03, 20 * u, 30.), .95)
    theta = aspiration(r, .95, conceded(.1, 90 * u, 120., concession_exponent(u)))
    theta = under_label(theta, r, .3, u)
    x = inclination(12., .6, theta, aversion(.4, (.6, r, .95), [attained(u, r, .9), .3]))
    out += answer_probabilities(x, .5, rejection_bar(1., .7, moved(u, .4, .9)))
    out += posterior(prior(u, .07), prior(1 - u, .1))
    out += [logistic_between(u, x, x + 1), weibull(u, 1.7, weibull_mean(1.7))]
    worths = [[u, r, theta], [theta, u, r]]
    out.append(float(nash_package(worths, [.1, .1], [u, 1 - u], range(3), [3, 1, 2])))
sys.stdout.write(" ".join(map(float.hex, out)))
"""


def bits(hash_seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", CHAIN],
        cwd=ROOM.parent.parent,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def imported(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def called(tree: ast.Module) -> set[str]:
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {func.id for func in calls if isinstance(func, ast.Name)}


def test_the_same_numbers_give_the_same_bits_in_every_process() -> None:
    first = bits("1")
    assert first.count("0x") == 200 * 27
    assert bits("2") == first


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_formula_knows_nothing_but_arithmetic(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    strangers = {n for n in imported(tree) - ALLOWED if not f"{n}.".startswith("sim.model.")}
    assert strangers == set()
    # sum() of floats rounds differently from Python 3.12 on.
    assert called(tree).isdisjoint({"sum", "open", "print", "eval", "exec"})
