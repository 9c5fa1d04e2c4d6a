"""What a process remembers of draws is bounded by its size, however many draws are asked for."""

from __future__ import annotations

from sim.ensemble.chunks import A_WORTH, DRAWS_AT_HAND, ROOM, draws_at_hand
from tests.engine.made import case_of, plain


def issue(options: int) -> dict[str, dict[str, str]]:
    return {"options": {f"o{k}": "an option" for k in range(options)}}


def test_fewer_draws_are_remembered_where_there_are_more_packages() -> None:
    small = case_of(plain())
    data = plain(issues={"price": issue(400), "time": issue(50)})
    for name, wanted in (("ada", "o0"), ("bob", "o9")):
        data["actors"][name].update(price={"wants": wanted}, time={"wants": wanted})
    large = case_of(data)
    numbers = len(large.names.actors) * len(large.names.package_keys)
    assert draws_at_hand(small) == DRAWS_AT_HAND
    assert 1 <= draws_at_hand(large) <= ROOM // (numbers * A_WORTH) < DRAWS_AT_HAND
