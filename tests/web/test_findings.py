"""What a report says it found, where there is little to find."""

from __future__ import annotations

from dataclasses import replace

from sim.analysis.wording import in_100, named
from sim.api import sweep
from sim.cli.reported import reported
from sim.studies.compare.document import by_chance
from sim.web.sections import findings
from tests.web.made import TINY, asked

RECORD = "What does the record teach?"


def test_a_record_that_teaches_of_no_input_is_told_as_that() -> None:
    with reported(asked("labour-dispute")) as found:
        one = replace(found, size=TINY)
        told = findings.QUESTIONS[RECORD](one)
        lessons = one.inferred.lessons.found
    assert not [lesson for lesson in lessons if lesson.told]
    assert f"Of {len(lessons):,} inputs tried, it teaches of none that is told apart." in told


def test_inputs_that_it_teaches_of_are_named_up_to_a_few() -> None:
    assert findings._learnt(["a", "b"]) == "of 2 inputs: a and b"
    assert findings._learnt(list("abcdef")) == "of 6 inputs: a, b, c, d and others"


def test_words_are_told_value_by_value_with_their_intervals() -> None:
    path = "issues.price.status_quo"
    over = (f"{path}=300000,320000,340000",)
    with reported(asked("flat-sale")) as one:
        found = sweep(one.case, over=over, outcome=one.outcome, runs=20, draws=10, seed=3)
        vars(one)["sweeps"] = [found]
        told = findings.QUESTIONS["How do red lines and other words move it?"](one)
    shares = [point.of(one.outcome) for point in found.sweep.points]
    for value, share in zip(("300000", "320000", "340000"), shares, strict=True):
        assert share is not None
        assert f"{value} {in_100(share.share)} (" in told
    assert told.startswith(f"{named(one.outcome).capitalize()}, of 100 runs: {path}: 300000 ")


def test_few_differences_are_not_said_to_give_none_by_chance() -> None:
    assert [by_chance(count) for count in (5, 10, 20, 40)] == ["0.2", "0.5", "1", "2"]
