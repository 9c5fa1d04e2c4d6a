"""Conflicts of gmcr-py."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim.imports.notes import Fate, ForeignError
from sim.studies.stability.study import stability
from tests.imports.reading import notes, put, read

ELMIRA: dict[str, Any] = {
    "options": [
        {"name": "Modify", "permittedDirection": "fwd"},
        {"name": "Delay", "permittedDirection": "back"},
        {"name": "Accept", "permittedDirection": "both"},
        {"name": "Abandon", "permittedDirection": "fwd"},
        {"name": "Insist", "permittedDirection": "both"},
    ],
    "decisionMakers": [
        {"name": "Ministry", "options": [0],
         "preferenceRanking": [9, 3, 4, 10, 7, 1, 2, 8, [11, 5, 6, 12]]},
        {"name": "Uniroyal", "options": [1, 2, 3], "preferences": [[[3, "N"]]],
         "preferenceRanking": [1, 4, 10, 7, [5, 11, 6, 12], 2, 3, 9, 8]},
        {"name": "Local", "options": [4],
         "preferenceRanking": [9, 3, 7, 1, 10, 8, 4, 2, [11, 5, 12, 6]]},
    ],
    "infeasibles": [
        [[1, "Y"], [2, "Y"]], [[1, "Y"], [3, "Y"]], [[2, "Y"], [3, "Y"]],
        [[1, "N"], [2, "N"], [3, "N"]],
    ],
    "program": "gmcr-py", "version": "0.3.6", "coalitions": [0, 1, 2],
}  # fmt: skip


def conflict(folder: Path, data: dict[str, Any]) -> list[str]:
    return put(folder, one_gmcr=json.dumps(data, indent=1))


def test_six_states_of_elmira_hold_as_in_the_book(tmp_path: Path) -> None:
    """States 5, 6, 7, 10, 11 and 12: abandoned four times, all as it was, modified and accepted."""
    found, case = read(conflict(tmp_path, ELMIRA))
    assert found.format == "gmcr"
    result = stability(case)
    states = zip(result.states, result.stability, strict=True)
    held = {
        tuple(sorted(issue for issue, some in state.options.items() if some == ("taken",)))
        for state, stable in states
        if all(stable.equilibrium[way].share == 1.0 for way in ("Nash", "SEQ"))
    }
    assert held == {
        ("abandon",), ("abandon", "modify"), ("abandon", "insist"),
        ("abandon", "insist", "modify"), ("delay-2", "insist"), ("accept", "insist", "modify"),
    }  # fmt: skip
    assert any("coalitions" in one for one in notes(found, Fate.LOST))
    assert any("the statements that the ranking of Uniroyal" in o for o in notes(found, Fate.LOST))


BROKEN = [
    (lambda d: d["decisionMakers"][0].pop("preferenceRanking"), "no preferenceRanking of Ministry"),
    (lambda d: d["decisionMakers"][0].update(preferenceRanking=[1, 2]), "state 3 stands 0 times"),
    (lambda d: d["decisionMakers"][0].update(options=[7]), "the option is none of 0 to 4"),
    (lambda d: d["options"][1].update(permittedDirection="up"), "no direction (got 'up')"),
    (lambda d: d["infeasibles"].append([[1, "M"]]), "neither Y nor N (got 'M')"),
    (lambda d: d["infeasibles"].append([[1]]), "a condition of 1 parts"),
    (lambda d: d["infeasibles"].append([]), "a condition that says nothing"),
    (lambda d: d["options"].clear(), "0 options"),
    (lambda d: d["decisionMakers"][0]["preferenceRanking"].append(99), "none of 1 to 12"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "wrong"), BROKEN)
def test_what_is_wrong_is_told_with_its_line(spoil: Any, wrong: str, tmp_path: Path) -> None:
    data = json.loads(json.dumps(ELMIRA))
    spoil(data)
    with pytest.raises(ForeignError) as error:
        read(conflict(tmp_path, data))
    assert wrong in str(error.value)
    assert "one.gmcr:" in str(error.value)
