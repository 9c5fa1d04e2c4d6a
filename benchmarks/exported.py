"""Whether NegMAS reads what Detente exports, and finds the same points in it.

    python -m benchmarks.exported [--environment DIR]

NegMAS is installed in an environment of its own, as for `benchmarks/negmas.py`. Every shipped
scenario is exported as NegMAS, GENIUS and GeniusWeb, read there by the reader of each, and its
worths, reserved values and Nash, Kalai-Smorodinsky and Pareto outcomes are held against `bargain`
on what `import` makes of the same folder: so both have the same reservations. Nothing is timed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.negmas import NEGMAS, installed
from sim.analysis.bargain import static
from sim.analysis.bargaining_space import KALAI_SMORODINSKY, NASH, SOLUTIONS, PackageShare
from sim.exports.exporting import exported
from sim.exports.held import held
from sim.imports.importing import ImportRequest, imported
from sim.scenario.case import Case
from sim.scenario.loading import load, load_text
from sim.scenario.shipped import shipped_scenarios

FORMATS = ("negmas", "genius", "geniusweb")
WORKER = Path(__file__).with_name("exported_worker.py")
Terms = set[tuple[str, ...]]


def read_there(python: str, to: str, folder: str) -> Any:
    """What NegMAS makes of a folder."""
    call = [python, "-P", str(WORKER), to, folder]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"NegMAS does not read {folder} ({to}):\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def compared(case: Case, to: str, python: str) -> str:
    """One line on a scenario in a format."""
    with TemporaryDirectory() as folder:
        for name, text in exported(case, to).files.items():
            Path(folder, name).write_text(text, encoding="utf-8")
        theirs = read_there(python, to, folder)
        ours = load_text(imported([folder], ImportRequest()).text, "again.yaml", seeds={})
    apart = _apart(held(ours), theirs)
    rows = static(ours, seed=0, draws=1, jobs=1).space.rows
    same = []
    for what, mine in (
        ("nash", _solution(rows, NASH)),
        ("kalai", _solution(rows, KALAI_SMORODINSKY)),
        ("pareto", [row for row in rows if row.frontier == 1.0]),
    ):
        told = {tuple(_titles(ours, row)) for row in mine}
        found = {tuple(terms) for terms in theirs[what]}
        same.append(f"{what} {_said(told, found)}")
    return f"{len(theirs['worths']):4} outcomes, worths within {apart:.0e}; {', '.join(same)}"


def _said(mine: Terms, theirs: Terms) -> str:
    if mine == theirs:
        return "same"
    if theirs < mine:  # of several that tie it names some
        return f"{len(theirs)} of the {len(mine)} that tie"
    return f"OTHERS: {sorted(mine)} here, {sorted(theirs)} there"


def _apart(mine: Any, theirs: Any) -> float:
    sides = {side.id: side for side in mine.asked}
    order = [sides[_id(name, sides)] for name in theirs["names"]]
    titles = [list(issue.options) for issue in mine.issues]
    worst = 0.0
    for terms, worths in theirs["worths"]:
        package = [row.index(term) for row, term in zip(titles, terms, strict=True)]
        for side, worth in zip(order, worths, strict=True):
            worst = max(worst, abs(side.worth(package) - worth))
    for side, reserved in zip(order, theirs["reserved"], strict=True):
        worst = max(worst, abs(side.no_deal - reserved))
    return worst


def _id(name: str, sides: dict[str, Any]) -> str:
    stem = Path(name).stem
    return name if name in sides else stem


def _solution(rows: Sequence[PackageShare], name: str) -> list[PackageShare]:
    place = SOLUTIONS.index(name)
    return [row for row in rows if row.solutions[place]]


def _titles(case: Case, row: PackageShare) -> list[str]:
    pairs = zip(case.names.issues, row.terms, strict=True)
    return [case.labels.options[issue].get(option, option) for issue, option in pairs]


def main() -> None:
    """Print a line for each scenario and format."""
    parser = argparse.ArgumentParser(description="Hold exports against NegMAS.")
    parser.add_argument("--environment", type=Path, help="where NegMAS is, or will be, installed")
    parser.add_argument("--negmas", default=NEGMAS, help="its version")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        python = installed(asked.environment or Path(folder), asked.negmas)
        for name in shipped_scenarios():
            for to in FORMATS:
                print(f"{name:18} {to:9} {compared(load(name), to, python)}", flush=True)


if __name__ == "__main__":
    main()
