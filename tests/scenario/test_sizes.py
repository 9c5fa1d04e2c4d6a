"""How large talks may be: up to the limits a case is made, and what it holds grows with them."""

from __future__ import annotations

import pickle

import pytest

from sim.scenario.case import Case
from sim.scenario.loading import load_text
from sim.scenario.tables import MAX_ACTORS, MAX_OPTIONS


def talks(options: int, actors: int) -> Case:
    """Talks on one issue; what half of the parties want is unknown."""
    ids = ", ".join(f"o{k}: option {k}" for k in range(options))
    parties = [
        f"  party{k}: {{roles: [party], price: {{wants: {'unknown' if k % 2 else f'o{k}'}}}}}"
        for k in range(actors - 1)
    ]
    text = f"""\
title: Many
calendar:
  {{start: 2025-03-01, now: 2025-03-14, horizon: 9 days, sessions: {{s: {{every: 7 days}}}}}}
issues: {{price: {{options: {{{ids}}}}}}}
actors:
  mediator: {{roles: [mediator]}}
"""
    return load_text(text + "\n".join(parties), "many.yaml", ())


@pytest.mark.parametrize(
    ("options", "actors"), [(MAX_OPTIONS, 4), (60, MAX_ACTORS)], ids=["options", "actors"]
)
def test_talks_as_large_as_they_may_be_are_valid(options: int, actors: int) -> None:
    case = talks(options, actors)
    found = case.at(case.draw(lambda _: 0.5))
    assert len(found.names.package_options) == options
    assert len(found.actors) == actors


def test_what_a_case_holds_grows_with_its_options_and_not_with_their_square() -> None:
    few, many = (len(pickle.dumps(talks(count, 4))) for count in (100, 400))
    assert many < 5 * few
