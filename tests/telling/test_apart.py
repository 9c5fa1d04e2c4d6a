"""A seat is shown the same bytes whatever another seat keeps to itself, and holds none of it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sim.engine.play import Start
from sim.ensemble.inputs import first_of
from sim.errors import RecordError
from sim.scenario.case import Case
from sim.scenario.distributions import bounds
from sim.scenario.loading import load
from sim.scenario.shipped import find
from sim.talks import stepping
from sim.talks.events import AnyEvent
from sim.talks.fold import fold
from sim.talks.timers import Timer
from sim.telling.asking import question
from sim.telling.common import Common
from sim.telling.listening import Listener
from sim.telling.mind import Mind
from tests.telling.apart import Secrets, Values, field_by_field, held, shown
from tests.telling.seated import played
from tests.telling.test_secrecy import secrets_from

LINES = (
    "accept", "criticise", "reject", "wait 2", "wait", "keep", "pass", "text", "worth", "news",
    "brief", "?", "? commit", "undo", "quit", "commit", "withdraw", "table", "moon", "worth x=1",
    "table price=4, days=5", "worth price=330000", "commit wages", "withdraw term", "yes", "cancel",
)  # fmt: skip
SEATS = [("flat-sale", "buyer"), ("labour-dispute", "union"), ("labour-dispute", "management")]
OTHERS = {"buyer": "seller", "union": "management", "management": "union"}
FILES = ("they-are-bluffing.yaml", "they can wait for ever.yaml")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("files")
    for name in {name for name, _ in SEATS}:
        for file in FILES:
            (found / name).mkdir(exist_ok=True)
            shutil.copy(find(name), found / name / file)
    return found


cached = cache(load)


@cache
def beginning(name: str, seat: str) -> tuple[Values, Start]:
    return first_of(cached(name), 1, "", (seat,))


def a_change(data: st.DataObject, file: str, name: str, seat: str) -> Secrets:
    """Some of what another seat keeps to itself."""
    case, other = cached(name), OTHERS[seat]
    ends = {
        one.path: known
        for one in case.inputs
        if one.uncertain and one.path.startswith(f"{other}.") and (known := bounds(one.dist))
    }
    paths = data.draw(st.lists(st.sampled_from(sorted(ends)), max_size=3, unique=True))
    values = {path: data.draw(st.floats(*ends[path])) for path in paths}
    worth = data.draw(st.sampled_from((None, 15, 45)))
    sets = () if worth is None else (f"{other}.no_deal.worth={worth}",)
    what_if = data.draw(st.sampled_from(("", "patient-seller"))) if seat == "buyer" else ""
    return Secrets(file, sets, what_if, values)


@pytest.mark.parametrize(("name", "seat"), SEATS)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), lines=st.lists(st.sampled_from(LINES), min_size=1, max_size=8))
def test_what_another_keeps_to_itself_changes_no_byte(
    name: str, seat: str, folder: Path, data: st.DataObject, lines: Sequence[str]
) -> None:
    values, start = beginning(name, seat)
    one, two = (a_change(data, str(folder / name / file), name, seat) for file in FILES)
    try:
        first, second = (secrets.game(values, start) for secrets in (one, two))
    except RecordError:
        assume(False)
    both = zip(shown(first, lines), shown(second, lines), strict=False)
    for (knows, page), (knew, other) in both:
        if knows != knew:
            return
        assert page == other


WITH_MEDIATORS = [*SEATS, ("cairo-2024", "israel"), ("cairo-2024", "us")]


@pytest.mark.parametrize(("name", "seat"), WITH_MEDIATORS)
def test_a_seat_is_given_no_number_of_the_run(name: str, seat: str) -> None:
    """It gets the same bytes where much else had happened at the talks before."""
    game = played(name, 1, (seat,), most=3)
    events = game.events[: game.choices[-1].seq]
    timer = fold(game.case, events).next_timer()
    as_it_is = in_hand(game.case, seat, events, timer)
    mind = Mind(game.case, seat)
    mind.follow(events[:1])
    stepping.count_on(mind.state.core, 1000, 100)
    mind.state.forget()
    later = [after(event, 1000, 100) for event in events[1:]]
    put = timer._replace(cause=timer.cause + 1000)
    assert in_hand(game.case, seat, [events[0], *later], put, mind) == as_it_is


def in_hand(
    case: Case, seat: str, events: Sequence[AnyEvent], timer: Timer, mind: Mind | None = None
) -> str:
    """All that a seat has at a decision."""
    mind = Mind(case, seat) if mind is None else mind
    mind.follow(events)
    known, common = mind.known(timer.due), Common.of(case)
    asked = question(Listener(common, known), timer, mind.told_by(timer.cause))
    return field_by_field(known, common, asked)


def after(event: AnyEvent, more: int, texts: int) -> AnyEvent:
    """An event, had there been so many more events and texts before."""
    cause = event.cause + more if event.cause > 0 else event.cause
    about = getattr(event, "text", 0)
    numbers = {"text": about + texts} if about > 0 else {}
    return replace(event, seq=event.seq + more, cause=cause, **numbers)


@pytest.mark.parametrize(("name", "seat"), WITH_MEDIATORS)
def test_what_a_seat_holds_has_no_number_of_another(name: str, seat: str) -> None:
    game = played(name, 1, (seat,), most=3)
    mind = Mind(game.case, seat)
    mind.follow(game.events)
    numbers = {
        value / scale
        for path in secrets_from(game.case, seat)
        if isinstance(value := game.values[path], float)
        for scale in (1.0, 100.0)
    }
    drawn = {number for number in numbers if number not in (0.0, 1.0)}
    there = drawn.intersection(held(mind.state))
    listener = Listener(Common.of(game.case), mind.known())
    assert len(there) > 3
    assert drawn.intersection(held(listener)) == set()
