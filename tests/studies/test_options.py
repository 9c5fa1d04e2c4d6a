"""What a request declares once: options of commands, arguments of Python, words of a shell."""

from __future__ import annotations

from typing import Any

import pytest

from sim.api import compare, load
from sim.errors import SettingError
from sim.studies.bargain.request import BargainRequest
from sim.studies.compare.request import CompareRequest
from sim.studies.options import arguments, options_of, requested
from sim.studies.sensitivity.request import SensitivityRequest
from sim.studies.sweep.request import SweepRequest
from sim.studies.turning.request import TurningRequest
from tests.cli.asking import told


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        ("bargain", BargainRequest),
        ("compare", CompareRequest),
        ("sweep", SweepRequest),
        ("sensitivity", SensitivityRequest),
        ("turning-points", TurningRequest),
    ],
)
def test_every_field_is_an_option_of_the_command(command: str, kind: type) -> None:
    page = told(command, "--help")
    for _, one in options_of(kind).values():
        assert all(f"{flag} " in page or f"{flag}," in page for flag in one.flags)


def test_a_shell_is_given_what_is_not_as_it_is_when_left_out() -> None:
    assert arguments(CompareRequest()) == []
    request = CompareRequest(now=("a.b=1", "c.d=2"), runs=10, seed=3, jobs=4)
    assert arguments(request) == ["--now", "a.b=1", "--now", "c.d=2", "-n", "10", "--seed", "3"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"rums": 3}, "no option is called 'rums' here: write one of ['what_if', 'now', 'runs'"),
        ({"runs": 0}, "runs is 0: write a whole number from 1 to 10,000,000"),
        ({"runs": "9"}, "runs is '9': write a whole number"),
        ({"now": "a.b=1"}, "now is 'a.b=1': write a list of texts"),
        ({"now": [1]}, "now is 1: write a text"),
        ({"runs": 100_001}, "a comparison is played in memory: write 100000 or fewer"),
    ],
)
def test_a_mistake_names_the_argument_and_its_cure(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(SettingError) as error:
        compare(load("flat-sale"), **asked)
    assert said in str(error.value)


def test_a_word_is_one_of_those_there_are() -> None:
    with pytest.raises(SettingError, match="outcome is 'peace': write one of deal, framework_only"):
        requested(SweepRequest, {"over": ["a=1,2"], "outcome": "peace"})


def test_numbers_of_any_kind_and_lists_are_taken() -> None:
    assert requested(CompareRequest, {"draws": None, "what_if": ["a"]}).what_if == ("a",)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"chance": 1}, "chance is 1: write a number between 0 and 1"),
        ({"chance": "0.5"}, "chance is '0.5': write a number between 0 and 1"),
        ({"after": -1}, "after is -1: write a number from 0 to 36,500"),
        ({"after": float("nan")}, "after is nan: write a number from 0 to 36,500"),
    ],
)
def test_a_number_lies_within_its_ends(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(SettingError) as error:
        requested(BargainRequest, asked)
    assert said in str(error.value)
    assert requested(BargainRequest, {"after": 0, "chance": 0.25}).chance == 0.25
