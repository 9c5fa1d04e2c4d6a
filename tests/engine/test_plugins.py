"""Protocols and tactics of others: known wherever built-in ones are, and looked at when used."""

from __future__ import annotations

import json
import math
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from sim.api import PROTOCOLS, TACTICS, State, Tactic, TextTabled, Timer, View, ensemble, load, play
from sim.engine import tactics
from sim.errors import PluginError, ScenarioError, SettingError
from sim.plugins import Registry
from sim.talks.events import AnyEvent
from tests.cli.asking import ask, told

OUTSIDE = Path(__file__).parents[1] / "outside"


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """What a test adds or loads is gone after it."""
    before = [(r, dict(r._added), dict(r._loaded)) for r in (PROTOCOLS, TACTICS)]
    yield
    for registry, added, loaded in before:
        registry._added, registry._loaded = added, loaded


@pytest.fixture(name="installed")
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(OUTSIDE))


@dataclass
class Gives:
    """A tactic that gives what a function of the view gives."""

    give: Callable[[View], Any]

    def conceded(self, view: View) -> float:
        share: float = self.give(view)
        return share


class Mine:
    """Mediated talks under another name."""

    direct = False

    def turns(self, state: State, cause: int) -> None:
        PROTOCOLS.find("mediated").turns(state, cause)

    def propose(self, state: State, timer: Timer) -> TextTabled | None:
        text: TextTabled | None = PROTOCOLS.find("mediated").propose(state, timer)
        return text


class Changed(Mine):
    """The same, with something in every text changed."""

    def __init__(self, **changes: Any) -> None:
        self.changes = changes

    def propose(self, state: State, timer: Timer) -> TextTabled | None:
        text = super().propose(state, timer)
        return None if text is None else msgspec.structs.replace(text, **self.changes)


def test_what_is_registered_is_known_where_a_scenario_is_checked_and_played() -> None:
    PROTOCOLS.add("mine", Mine())
    TACTICS.add("half", Gives(lambda _: 0.5))
    half, mine = "israel.tactic=half", "protocol=mine"
    both, tactic, protocol = (
        play(load("cairo-2024", sets), seed=1).events[1:] for sets in ([half, mine], [half], [mine])
    )
    assert both == tactic
    assert both != protocol


@pytest.mark.parametrize("where", ["buyer.tactic", "parties.tactic", "protocol"])
def test_one_that_nobody_has_is_a_fault_of_the_file_with_its_place_and_the_names(
    where: str,
) -> None:
    TACTICS.add("half", Gives(lambda _: 0.5))
    PROTOCOLS.add("half", Mine())
    with pytest.raises(ScenarioError) as caught:
        load("flat-sale", [f"{where}=nosuch"])
    [fault] = caught.value.faults
    assert fault.path == where
    assert fault.place.file == f"--set {where}"
    assert "half" in fault.cure


@pytest.mark.usefixtures("installed")
def test_those_of_an_installed_package_are_known_without_being_imported() -> None:
    sys.modules.pop("outside_talks", None)
    assert "last_week" in TACTICS.names()
    assert "slow_mediation" in PROTOCOLS
    assert "outside_talks" not in sys.modules
    told("validate", "cairo-2024", "--set", "protocol=slow_mediation")
    assert "outside_talks" in sys.modules


@pytest.mark.usefixtures("installed")
def test_every_command_plays_those_of_an_installed_package() -> None:
    sets = ["--set", "seller.tactic=last_week"]
    plain, other = (json.loads(told("run", "flat-sale", "--json", *s)) for s in ([], sets))
    assert plain != other
    call = ["ensemble", "flat-sale", "-n", "60", "--draws", "30", "--json", *sets, "--jobs"]
    one, two = (json.loads(told(*call, jobs)) for jobs in ("1", "2"))
    digests = [it["played"]["results_digest"] for it in (one, two)]
    assert digests[0] == digests[1]


def test_one_that_is_not_installed_any_more_is_named() -> None:
    result = ask("validate", "flat-sale", "--set", "seller.tactic=last_week")
    assert result.exit_code == 2
    assert "unknown tactic (got last_week): write one of time_dependent" in result.stderr


def package(folder: Path, name: str, value: str, code: str = "") -> None:
    """A package with one tactic called `late`."""
    about = folder / f"{name}-2.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 2.0\n")
    (about / "entry_points.txt").write_text(f"[detente.tactics]\nlate = {value}\n")
    (folder / f"{name}.py").write_text(code)


BROKEN = {
    "missing": ("", "AttributeError: .*no attribute 'Late'"),
    "raising": ("1 / 0", "ZeroDivisionError: division by zero"),
    "importing": ("import not_there", "ModuleNotFoundError: No module named 'not_there'"),
    "building": ("class Late:\n    def __init__(self, x): ...", "TypeError: .*argument: 'x'"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_package_is_named_with_the_cause(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, cause = BROKEN[name]
    package(tmp_path, name, f"{name}:Late", code)
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(PluginError, match=rf"tactic 'late' of {name} 2\.0 .*{cause}"):
        load("flat-sale", ["seller.tactic=late"])


def test_one_name_in_two_packages_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("east", "west"):
        package(tmp_path, name, f"{name}:Late")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(PluginError, match=r"two tactics .* 'late', by east 2\.0 and west 2\.0"):
        load("flat-sale", ["seller.tactic=late"])


@pytest.mark.parametrize(
    ("name", "thing", "why"),
    [
        ("time_dependent", Gives(lambda _: 0.5), "is built in: choose another name"),
        ("So Late", Gives(lambda _: 0.5), "use small letters"),
        ("-late", Gives(lambda _: 0.5), "use small letters"),
        ("l" * 61, Gives(lambda _: 0.5), "60 characters at most"),
        ("late", object(), r"is no tactic: give an object that has conceded\(\)"),
        ("late", Gives, "is no tactic"),
    ],
)
def test_what_can_be_no_tactic_is_refused_when_it_is_added(name: str, thing: Any, why: str) -> None:
    with pytest.raises(SettingError, match=why):
        TACTICS.add(name, thing)


numbers = count()
UNSOUND: dict[str, tuple[Callable[[View], Any], str]] = {
    "nan": (lambda _: float("nan"), "gave nan, no share from 0 to 1"),
    "below": (lambda _: -1, "gave -1, no share from 0 to 1"),
    "above": (lambda _: 2.0, "gave 2.0, no share from 0 to 1"),
    "nothing": (lambda _: None, "gave None, no number"),
    "words": (lambda _: "0.5", "gave '0.5', no number"),
    "truth": (lambda _: True, "gave True, no number"),
    "falling": (lambda view: 1 - view.day / 1000, "gave .*: it may never fall"),
    "luck": (lambda _: random.random(), "gave .* and then .*: it may use no luck"),
    "memory": (lambda _: next(numbers) / 1e9, "gave .* and then .*: it may use no luck"),
    "raising": (lambda view: view.day / 0, r"raised ZeroDivisionError: .*test_plugins\.py:\d+"),
}


@pytest.mark.parametrize("kind", UNSOUND)
def test_a_tactic_that_gives_up_no_sound_share_is_named_with_what_it_saw(kind: str) -> None:
    give, why = UNSOUND[kind]
    TACTICS.add("unsound", Gives(give))
    case = load("flat-sale", ["seller.tactic=unsound"])
    with pytest.raises(PluginError, match=rf"the tactic 'unsound' {why}") as caught:
        ensemble(case, runs=5, draws=5)
    assert "View(day=" in str(caught.value)


def second(share: float, _: View) -> float:
    return share


def test_a_tactic_may_give_any_kind_of_number() -> None:
    plain: list[AnyEvent] = []
    odd: list[AnyEvent] = []
    for gives, runs in ((0.5, plain), (np.float64(0.5), odd)):
        TACTICS.add("half", Gives(partial(second, gives)))
        runs.extend(play(load("flat-sale", ["seller.tactic=half"]), seed=3).events)
    assert plain == odd
    assert all(type(e.floor) in (float, type(None)) for e in odd if isinstance(e, TextTabled))


AMISS: dict[str, tuple[dict[str, Any], str]] = {
    "option": ({"terms": {"corridor": "nowhere"}}, "with 'nowhere' on corridor"),
    "issue": ({"terms": {"weather": "fine"}}, "on 'weather', which is no issue"),
    "silence": ({"terms": {}}, "that says nothing on"),
    "nobody": ({"actor": ""}, "by '', not by '[a-z]+', whose turn it is"),
    "another": ({"actor": "israel"}, "by 'israel', not by"),
    "seq": ({"seq": 0}, "whose seq, tick, cause and fired"),
    "number": ({"text": 99}, "that is not number"),
    "label": ({"label": "deal"}, "with the label 'deal'"),
    "no time": ({"answer_days": 0.0}, "with 0.0 days to answer, which is no time"),
    "endless": ({"answer_days": math.inf}, "with inf days to answer, which is no time"),
    "gains": ({"gains": {"israel": float("nan")}}, "whose gains or floor"),
    "floor": ({"floor": float("inf")}, "whose gains or floor"),
}


@pytest.mark.parametrize("kind", AMISS)
def test_a_protocol_that_tables_what_cannot_be_agreed_is_named(kind: str) -> None:
    changes, why = AMISS[kind]
    PROTOCOLS.add("odd", Changed(**changes))
    with pytest.raises(PluginError, match=rf"the protocol 'odd' tabled a text {why}"):
        play(load("cairo-2024", ["protocol=odd"]), seed=1)


class Never(Mine):
    """Sets a turn that is not to come."""

    def turns(self, state: State, cause: int) -> None:
        state.set_timer("table", state.tables.names.mediators[0], state.tick, cause)


class Breaks(Mine):
    def turns(self, *_: Any) -> None:
        raise KeyError("turn")


class Dict(Mine):
    def propose(self, *_: Any) -> TextTabled | None:
        text: Any = {"terms": {}}
        made: TextTabled | None = text
        return made


@pytest.mark.parametrize(
    ("protocol", "why"),
    [
        (Never(), "set .*: give a turn to an actor, and a later minute"),
        (Breaks(), r"raised KeyError: 'turn' at .*in turns\(\) at event"),
        (Dict(), "tabled a text that is no TextTabled"),
    ],
)
def test_a_protocol_that_breaks_is_named(protocol: Mine, why: str) -> None:
    PROTOCOLS.add("odd", protocol)
    with pytest.raises(PluginError, match=f"the protocol 'odd' {why}"):
        play(load("cairo-2024", ["protocol=odd"]), seed=1)


def test_a_command_tells_of_a_broken_tactic_in_one_line() -> None:
    TACTICS.add("unsound", Gives(lambda _: float("nan")))
    sets = ("--set", "seller.tactic=unsound", "--set", "answers.standard=aspiration")
    result = ask("run", "flat-sale", *sets)
    assert result.exit_code == 2
    assert "the tactic 'unsound' gave nan" in result.stderr


def test_built_in_ones_are_the_files_of_their_folder() -> None:
    registry: Registry[Tactic] = Registry("tactic", "sim.engine.tactics", ("conceded",))
    folder = Path(tactics.__file__).parent
    files = {path.stem for path in folder.glob("[a-z]*.py")}
    assert set(registry.built_in) == files
    assert registry.names() == sorted(files)
