"""Alternating offers side by side with NegMAS: CPU time a negotiation, and an offer.

    python benchmarks/negmas.py [--environment DIR] [--negotiations 20] [--repeats 9]

NegMAS is no dependency: pip installs it into a virtual environment of its own (about 800 MB),
made with this Python in a temporary folder, or in DIR to be used again. Where it does not
install, the benchmark ends with an error.

Both sides negotiate the same domain: 3 issues of 5 options, the same weights and worths
(compared package by package before anything is timed), no deal worth nothing, and the same
curve of aspiration, 1 - t**e with e of 4 (boulware), 1 (linear) or 1/4 (conceder). NegMAS has
100 steps, in each of which both offer. Here an answer takes a day on average and the next offer
another, of 400 days: 200 offers, too. Neither side is told to log less, or more, than it does
by default; all is in memory.

Each side is a process of its own on one thread; the two take turns. Timed is that process's
CPU, without imports and loading the domain, after one round to warm up. In it is all that one
negotiation takes. There: the mechanism, its negotiators, their inverted utilities. Here:
inputs drawn, the record played, the run to its end.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

from sim.engine.play import play_after
from sim.ensemble.inputs import kept_inputs
from sim.model.aspiration import concession_exponent
from sim.model.worth import shares
from sim.scenario.case import Case
from sim.scenario.loading import load_text
from sim.talks.events import AnyEvent, FrameworkAgreed, TextTabled
from sim.version import VERSION, compiled

AIM = 10.0  # times less CPU an offer
NEGMAS = "0.16.0"  # what this was written against
STEPS = 100
EXPONENTS = {"boulware": 4.0, "linear": 1.0, "conceder": 0.25}
PAIRS = (("boulware", "boulware"), ("linear", "linear"), ("boulware", "conceder"))
OURS, THEIRS = "detente", "NegMAS"
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

SCENARIO = Template("""
title: A purchase
protocol: alternating_offers
calendar: {start: 2025-01-01, now: 2025-01-01, horizon: 400 days}
issues:
  price:    {options: {o1: "1", o2: "2", o3: "3", o4: "4", o5: "5"}}
  delivery: {options: {o1: "1", o2: "2", o3: "3", o4: "4", o5: "5"}}
  warranty: {options: {o1: "1", o2: "2", o3: "3", o4: "4", o5: "5"}}
parties:
  no_deal: {worth: 0, loss_in_90_days: 0}
  opening_concession: 0
  precision: 100
  accept_bar: 0
  aversion: 0
  statements: 0 a day
  deliberation: 1 day
actors:
  buyer:
    roles: [party]
    firmness: $buyer
    price:    {wants: o1, salience: 50}
    delivery: {wants: o1, salience: 20}
    warranty: {wants: o1, salience: 30}
  seller:
    roles: [party]
    firmness: $seller
    price:    {wants: o5, salience: 30}
    delivery: {wants: o5, salience: 50}
    warranty: {wants: o5, salience: 20}
suspension: {chance: 0}
""")

MORE_OR_LESS = """
Here and not there: a calendar, on which answers and offers take time, drawn; answers of three
kinds, given with noise, that may be thought about again; labels, lapses, suspension, public red
lines, tilt and beliefs (set to nothing here, or without effect, and still worked out); what
follows a yes; of every answer the numbers it rests on; about three events an offer, each with
its cause, that fold to the very state, so that a run can be replayed, checked, explained,
resumed and forked; the same bytes from the same seed.
There and not here: negotiators written against a mechanism in general, which may join, leave,
wait, time out, or send words along; callbacks to each of them on every round, offer and answer;
dozens of tactics, Genius agents, tournaments, other mechanisms; continuous and non-linear
domains, and an exact inverse of the utility function; a copy of the whole state for every step
of two offers; clock time by step and negotiator; Pareto, Nash and Kalai points; traces as data
frames.
"""


def scenario(pair: Sequence[str]) -> Case:
    """The domain with these two tactics: firmness is the exponent on a scale of its own."""
    firm = [50.0 * (1.0 + math.log10(EXPONENTS[kind])) for kind in pair]
    return load_text(SCENARIO.substitute(buyer=f"{firm[0]:.6f}", seller=f"{firm[1]:.6f}"), "made")


def domain(case: Case, pair: Sequence[str]) -> dict[str, Any]:
    """The domain in words that NegMAS's half understands, read from what is played here."""
    tables = case.at(case.draw(lambda _: 0.5))
    parties = []
    for i, kind in zip(tables.parties, pair, strict=True):
        stances = [stance for stance in tables.actors[i].stances if stance is not None]
        firmness = tables.standpoint(i, (1,) * len(stances)).firmness
        assert math.isclose(1.0 / concession_exponent(firmness), EXPONENTS[kind], rel_tol=1e-6)
        parties.append(
            {
                "weights": shares([stance.salience for stance in stances]),
                "values": [stance.values for stance in stances],
                "no_deal": tables.actors[i].worth,
            }
        )
    issues = dict(zip(case.names.issues, case.names.options, strict=True))
    return {"steps": STEPS, "issues": issues, "parties": parties}


def worths(case: Case) -> list[dict[tuple[str, ...], float]]:
    """What every package is worth here, by party and option ids."""
    tables, names = case.at(case.draw(lambda _: 0.5)), case.names
    packages = [
        tuple(ids[o] for ids, o in zip(names.options, options, strict=True))
        for options in names.package_options
    ]
    return [
        dict(zip(packages, tables.standpoint(i, (1,) * len(names.issues)).worths, strict=True))
        for i in tables.parties
    ]


def check_same(here: Sequence[Mapping[tuple[str, ...], float]], there: list[Any]) -> None:
    """Both halves must value every package alike, or nothing is compared."""
    for ours, told in zip(here, there, strict=True):
        theirs = {tuple(package): worth for package, worth in told}
        assert ours.keys() == theirs.keys(), "not the same packages"
        apart = max(abs(ours[package] - theirs[package]) for package in ours)
        assert apart < 1e-9, f"worths differ by up to {apart}"


def timed(case: Case, begin: int, times: int) -> dict[str, Any]:
    """Our half: runs from number `begin` on, each with inputs and luck of its own."""
    gc.collect()
    begun = time.process_time()
    played = [negotiation(case, run) for run in range(begin, begin + times)]
    spent = time.process_time() - begun
    return {
        "seconds": spent,
        "offers": sum(isinstance(event, TextTabled) for log in played for event in log),
        "records": sum(map(len, played)),
        "agreed": sum(isinstance(event, FrameworkAgreed) for log in played for event in log),
    }


def negotiation(case: Case, run: int) -> list[AnyEvent]:
    return play_after(kept_inputs(case, 1, run).record, run)[0]


def serve() -> None:
    """Answer orders on standard input, as `negmas_worker.py` does."""
    cases, begin = {pair: scenario(pair) for pair in PAIRS}, 0
    for line in sys.stdin:
        order = json.loads(line)
        case = cases[order["pair"][0], order["pair"][1]]
        print(json.dumps(timed(case, begin, order["times"])), flush=True)
        begin += order["times"]


class Worker:
    """One half in a process of its own, on one thread."""

    def __init__(self, python: str, script: str, *arguments: str, drop: str = "") -> None:
        variables = {name: value for name, value in os.environ.items() if name != drop}
        self.script = script
        self.process = subprocess.Popen(
            [python, "-P", str(Path(__file__).with_name(script)), *arguments],
            env=variables | dict.fromkeys(THREADS, "1"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, question: Mapping[str, Any]) -> Any:
        """The answer to one line; a half that has died ends the benchmark."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit(f"{self.script} ended with code {self.process.wait()}")
        return json.loads(answer)

    def end(self) -> None:
        self.process.communicate()


def installed(folder: Path, version: str) -> str:
    """The Python of an environment with NegMAS in it, made where it is not there."""
    builder = venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt")
    if not (folder / "pyvenv.cfg").exists():
        if folder.exists() and any(folder.iterdir()):
            sys.exit(f"{folder} holds something else: name an empty folder, or a new one")
        builder.create(folder)
    python = str(builder.ensure_directories(folder).env_exe)
    wanted = f"negmas=={version}"
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    done = subprocess.run(
        [python, "-m", "pip", "install", *quiet, wanted],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(
            f"{done.stderr}\nNOTHING WAS MEASURED: {wanted} does not install on "
            f"Python {platform.python_version()} (pip's code {done.returncode}, above)"
        )
    return python


def measured(workers: Mapping[str, Worker], pair: Sequence[str], asked: argparse.Namespace) -> Any:
    """What both halves answered, by half; they take turns, after one round to warm up."""
    order = {"pair": pair, "times": asked.negotiations}
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in workers}
    for turn in range(asked.repeats + 1):
        for name, worker in workers.items():
            answer = worker.ask(order)
            if turn:
                found[name].append(answer)
    return found


def an_offer(answers: Sequence[Mapping[str, Any]]) -> list[float]:
    """Microseconds an offer, by repeat."""
    return [1e6 * one["seconds"] / one["offers"] for one in answers]


def table(pair: Sequence[str], found: Mapping[str, Sequence[Mapping[str, Any]]], times: int) -> str:
    heads = f"{'offers':>8}{'records':>9}{'agreed':>8}{'ms each':>9}{'us an offer':>13}"
    rows = [f"{' v. '.join(pair):20}{heads}{'(min':>9}{'max)':>8}"]
    for name, answers in found.items():
        offers, records = (
            statistics.median(one[what] / times for one in answers)
            for what in ("offers", "records")
        )
        agreed = sum(one["agreed"] for one in answers) / (times * len(answers))
        each = statistics.median(1e3 * one["seconds"] / times for one in answers)
        costs = an_offer(answers)
        rows.append(
            f"{name:20}{offers:>8.1f}{records:>9.1f}{agreed:>8.0%}{each:>9.2f}"
            f"{statistics.median(costs):>13.1f}{min(costs):>9.1f}{max(costs):>8.1f}"
        )
    ratios = times_less(found)
    rows.append(
        f"{'':20}{statistics.median(ratios):.2f} times less CPU an offer here "
        f"({min(ratios):.2f} to {max(ratios):.2f} by repeat)"
    )
    return "\n".join(rows)


def times_less(found: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[float]:
    """Their CPU an offer by ours, in each repeat."""
    pairs = zip(an_offer(found[THEIRS]), an_offer(found[OURS]), strict=True)
    return [theirs / ours for theirs, ours in pairs]


def compare(asked: argparse.Namespace, python: str) -> None:
    """Time both halves for every pair of tactics, and say what came out."""
    workers = {
        OURS: Worker(sys.executable, "negmas.py", "--serve"),
        THEIRS: Worker(python, "negmas_worker.py", drop="PYTHONPATH"),
    }
    case = scenario(PAIRS[0])
    known = workers[THEIRS].ask(domain(case, PAIRS[0]))
    check_same(worths(case), known["utilities"])
    print(
        f"{OURS} {VERSION}{' (compiled)' if compiled() else ''} on Python "
        f"{platform.python_version()}, {THEIRS} {known['negmas']} on Python {known['python']}, "
        f"{sys.platform}\n3 issues of 5 options; CPU time of one process "
        f"each, medians of {asked.repeats} repeats of {asked.negotiations} negotiations, in turns"
    )
    reached = []
    for pair in PAIRS:
        found = measured(workers, pair, asked)
        print(f"\n{table(pair, found, asked.negotiations)}", flush=True)
        reached.append(statistics.median(times_less(found)))
    for worker in workers.values():
        worker.end()
    print(MORE_OR_LESS)
    verdict = "reached" if min(reached) >= AIM else "not reached"
    print(f"aim: {AIM:.0f} times less CPU an offer; {verdict} ({min(reached):.2f} at the least)")


def main() -> None:
    parser = argparse.ArgumentParser(description="Alternating offers side by side with NegMAS.")
    parser.add_argument("--environment", type=Path, help="folder of NegMAS's own environment")
    parser.add_argument("--negmas", default=NEGMAS, help="its version")
    parser.add_argument("--negotiations", type=int, default=20, help="in each repeat")
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve:
        serve()
    elif asked.environment is not None:
        compare(asked, installed(asked.environment, asked.negmas))
    else:
        with tempfile.TemporaryDirectory() as folder:
            compare(asked, installed(Path(folder), asked.negmas))


if __name__ == "__main__":
    main()
