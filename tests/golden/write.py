"""Writes the golden logs anew: `python -m tests.golden.write`, from the root.

Run it only where behaviour is meant to change, and say in the changelog why it did. Each
log starts with the text of its scenario, so that a later change of a shipped file leaves
it as it is: rewriting takes the scenarios as they are now.
"""

from __future__ import annotations

from pathlib import Path

from sim.arithmetic import arithmetic
from sim.ensemble.chunks import play_run
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.talks.events import AnyEvent
from sim.talks.log import FORMAT, NOTICE, Header, write_log
from sim.version import VERSION
from tests.engine.made import case_of, eventful

FOLDER = Path(__file__).parent
SEED = 7
RUNS = {  # name: the run of SEED
    "cairo-2024": 6,  # mediated, a record with answers, revisions, a counter
    "flat-sale": 8,  # alternating offers, no record
    "eventful": 54,  # a quota, a demand midway, a shock, suspensions, votes
}


def case_named(name: str) -> Case:
    return case_of(eventful()) if name == "eventful" else load(name)


def golden_run(case: Case, number: int) -> list[AnyEvent]:
    """Run `number` with inputs of its own."""
    return play_run(case, SEED, number, number + 1)[0]


def main() -> None:
    for name, number in RUNS.items():
        case = case_named(name)
        seeds = dict(case.seed_texts)
        header = Header(VERSION, FORMAT, NOTICE, name, case.text, "", seeds, arithmetic())
        write_log(FOLDER / f"{name}.jsonl", header, golden_run(case, number))


if __name__ == "__main__":
    main()
