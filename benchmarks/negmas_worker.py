"""The NegMAS half of `negmas.py`: imports nothing of ours, and runs where NegMAS is installed.

    python -P benchmarks/negmas_worker.py < orders

The first line of standard input is the domain, every other one an order: how each of the
two negotiators concedes, and how many negotiations to time. Each line is answered by one.
All are JSON. (-P: the folder of this file holds a `negmas.py` that is not NegMAS.)
"""

from __future__ import annotations

import gc
import importlib.metadata
import json
import platform
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

from negmas import SAOMechanism, make_issue
from negmas.outcomes import make_os
from negmas.preferences import LinearAdditiveUtilityFunction
from negmas.preferences.value_fun import TableFun
from negmas.sao.negotiators import BoulwareTBNegotiator, ConcederTBNegotiator, LinearTBNegotiator

NEGOTIATORS = {
    "boulware": BoulwareTBNegotiator,
    "linear": LinearTBNegotiator,
    "conceder": ConcederTBNegotiator,
}


class Domain:
    """Issues and utilities: made once, as the scenario of the other half is."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.steps: int = told["steps"]
        self.space = make_os([make_issue(ids, name=name) for name, ids in told["issues"].items()])
        self.utilities = [
            LinearAdditiveUtilityFunction(
                [
                    TableFun(dict(zip(ids, values, strict=True)))
                    for ids, values in zip(told["issues"].values(), party["values"], strict=True)
                ],
                weights=party["weights"],
                outcome_space=self.space,
                reserved_value=party["no_deal"],
            )
            for party in told["parties"]
        ]

    def known(self) -> dict[str, Any]:
        """Who answers, and what every package is worth to each party: to be compared."""
        outcomes = self.space.enumerate_or_sample()
        return {
            "python": platform.python_version(),
            "negmas": importlib.metadata.version("negmas"),
            "utilities": [
                [[list(outcome), float(utility(outcome))] for outcome in outcomes]
                for utility in self.utilities
            ],
        }

    def negotiation(self, pair: Sequence[str]) -> SAOMechanism:
        """One, from nothing but the domain to its end; its history is in it."""
        mechanism = SAOMechanism(outcome_space=self.space, n_steps=self.steps)
        for kind, utility in zip(pair, self.utilities, strict=True):
            mechanism.add(NEGOTIATORS[kind](), preferences=utility)
        mechanism.run()
        return mechanism

    def timed(self, pair: Sequence[str], times: int) -> dict[str, Any]:
        gc.collect()
        begun = time.process_time()
        played = [self.negotiation(pair) for _ in range(times)]
        spent = time.process_time() - begun
        return {
            "seconds": spent,
            "offers": sum(len(state.new_offers) for one in played for state in one.history),
            "records": sum(len(one.history) for one in played),
            "agreed": sum(one.agreement is not None for one in played),
        }


def main() -> None:
    domain = Domain(json.loads(sys.stdin.readline()))
    print(json.dumps(domain.known()), flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(domain.timed(order["pair"], order["times"])), flush=True)


if __name__ == "__main__":
    main()
