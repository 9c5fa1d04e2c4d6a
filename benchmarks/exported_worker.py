"""The NegMAS half of `exported.py`: imports nothing of ours, and runs where NegMAS is installed.

Reads a folder that was exported, by the reader of its format, and says what NegMAS makes of it, as
JSON: worths of all outcomes, reserved values, the Nash, Kalai-Smorodinsky and Pareto outcomes.
"""

from __future__ import annotations

import json
import sys
import warnings

import numpy as np
from negmas.inout import Scenario
from negmas.preferences.ops import kalai_points, nash_points, pareto_frontier_bf

SAME = 1e-9
READERS = {
    "negmas": Scenario.from_yaml_folder,
    "genius": Scenario.from_genius_folder,
    "geniusweb": Scenario.from_geniusweb_folder,
}


def main(to: str, folder: str) -> None:
    """Print what there is in a folder."""
    warnings.simplefilter("ignore")
    scenario = READERS[to](folder)
    functions = list(scenario.ufuns)
    outcomes = list(scenario.outcome_space.enumerate_or_sample())
    worths = np.array([[float(u(one)) for u in functions] for one in outcomes])
    # NegMAS 0.16's `pareto_frontier` leaves out outcomes that tie in their sum: this one does not.
    places = [int(place) for place in pareto_frontier_bf(worths)]
    # Its Nash product multiplies losses too, so that an even number of them counts as a gain: it is
    # given those outcomes alone that nobody loses by, where there are any.
    reserved = np.array([float(one.reserved_value) for one in functions])
    gained = [place for place in places if (worths[place] >= reserved - SAME).all()] or places
    points = [tuple(map(float, worths[place])) for place in gained]
    nash = nash_points(functions, points, outcomes=outcomes)
    kalai = kalai_points(functions, points, outcomes=outcomes, subtract_reserved_value=True)
    terms = [[str(one) for one in outcome] for outcome in outcomes]
    found = {
        "names": [one.name for one in functions],
        "reserved": reserved.tolist(),
        "worths": list(zip(terms, worths.tolist(), strict=True)),
        "pareto": [terms[place] for place in places],
        "nash": [terms[gained[place]] for _, place in nash],
        "kalai": [terms[gained[place]] for _, place in kalai],
    }  # fmt: skip
    json.dump(found, sys.stdout)


main(*sys.argv[1:])
