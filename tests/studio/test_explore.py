"""The studio's pictures: the numbers of `compare`, whatever was asked or left on the way."""

from __future__ import annotations

import json
from functools import partial
from itertools import count, pairwise
from typing import Any

from starlette.testclient import TestClient

from sim.api import compare, load
from sim.studies.explore.request import ExploreRequest
from sim.studies.explore.study import Explorer

MOVED = "seller.no_deal.worth=70"


def asked(client: TestClient, *now: str) -> list[dict[str, Any]]:
    answer = client.post("/api/explore", json={"now": list(now)})
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.text.splitlines()]


def test_final_numbers_are_those_of_compare(client: TestClient) -> None:
    found = asked(client, MOVED)[-1]["result"]
    told = compare(load("flat-sale"), now=[MOVED], runs=1000, draws=100)
    assert found["complete"]
    assert found["played"] == 1000
    assert [one["before"]["count"] for one in found["outcomes"]] == [o.count for o in told.base]
    for contrasts, outcomes in (
        (told.beside[0].contrasts, found["outcomes"]),
        (told.beside[1].contrasts, found["mirrors"][0]["outcomes"]),
    ):
        for contrast, outcome in zip(contrasts, outcomes, strict=True):
            assert outcome["contrast"]["gained"] == contrast.gained
            assert outcome["contrast"]["lost"] == contrast.lost
            assert outcome["now"]["share"] == contrast.other


def _after(looked: count[int], looks: int) -> bool:
    return next(looked) > looks


def test_a_study_that_was_stopped_on_the_way_changes_no_later_one() -> None:
    case, request = load("flat-sale"), ExploreRequest(runs=300)
    disturbed = Explorer(case, request)
    for looks, value in enumerate((20, 30, 40)):
        looked = count()
        stop = partial(_after, looked, 2 * looks)
        pictures = disturbed.results((f"seller.no_deal.worth={value}",), stop)
        assert not any(one.complete for one in pictures)
    *_, found = disturbed.results((MOVED,))
    *_, alone = Explorer(case, request).results((MOVED,))
    assert found == alone


def test_counts_only_grow_and_both_arms_have_the_same_runs() -> None:
    pictures = list(Explorer(load("flat-sale"), ExploreRequest(runs=400)).results((MOVED,)))
    assert [one.played for one in pictures] == [200, 400, 400]
    for before, after in pairwise(pictures):
        for one, other in zip(before.outcomes, after.outcomes, strict=True):
            assert one.now.count <= other.now.count
            assert other.before.runs == other.now.runs == after.played


def test_without_a_change_nothing_is_moved(client: TestClient) -> None:
    last = asked(client)[-1]
    found = last["result"]
    assert found["moved"] == 0
    assert all(one["before"] == one["now"] for one in found["outcomes"])
    assert found["issues"][0]["options"][0]["now"]["inputs"] is not None
    assert last["command"] == "detente ensemble flat-sale -n 1000 --draws 100"


def test_an_error_is_told_with_its_cure(client: TestClient) -> None:
    (line,) = asked(client, "seller.no_deal.worth=high-ish")
    assert "seller.no_deal.worth" in line["error"]
    answer = client.post("/api/explore", content=b"{")
    assert answer.status_code == 422
    assert "no JSON" in answer.json()["error"]
    many = client.post("/api/explore", json={"now": [f"a.b={k}" for k in range(13)]})
    assert many.status_code == 422


def test_levers_are_by_actor_alphabetically(client: TestClient) -> None:
    found = client.get("/api/scenario").json()
    actors = [one["actor"] for one in found["levers"]]
    assert actors == sorted(actors, key=str.casefold)
    assert "neither news nor forecast" in found["notice"]
    for one in found["levers"]:
        assert (one["low"] is None) == (one["high"] is None)
        assert len(one["values"]) >= 2
        assert one["backing"]
