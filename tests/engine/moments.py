"""The moments of a run at which somebody decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.model.constants import ACCEPT
from sim.scenario.case import Case
from sim.talks.event import Answer
from sim.talks.events import AnswerRevised, AnyEvent, TalksOpened, TextAccepted, TextTabled
from sim.talks.fold import evolve, opened
from sim.talks.parts import LiveText
from sim.talks.positions import category, position
from sim.talks.state import State


def tabled(case: Case, events: Sequence[AnyEvent]) -> Iterator[tuple[State, TextTabled]]:
    """Every text of a run that the model tables, with the state at that minute before it."""
    first = events[0]
    assert isinstance(first, TalksOpened)
    state = opened(case, first)
    for event in events[1:]:
        if isinstance(event, TextTabled) and event.provenance == "simulated":
            before = state.branch(state.luck)
            before.tick = event.tick
            yield before, event
        evolve(state, event)


def package_of(state: State, event: TextTabled) -> int:
    """The package of a text's terms."""
    names = state.tables.names
    options = tuple(
        ids.index(event.terms[issue])
        for issue, ids in zip(names.issues, names.options, strict=True)
    )
    return names.package_options.index(options)


def refused(state: State, actor: int, events: Sequence[AnyEvent]) -> set[int]:
    """The packages that an actor would refuse again, by the answers of its own in a log."""
    name, packages, last = state.tables.names.actors[actor], dict[int, int](), dict[int, Answer]()
    for event in events[: state.seq]:
        if isinstance(event, TextTabled):
            packages[event.text] = package_of(state, event)
        elif isinstance(event, Answer) and event.actor == name:
            last[packages[event.text]] = event
    return {
        p for p, answer in last.items() if not _yes(answer) and _no_again(state, actor, answer, p)
    }


def _yes(answer: Answer) -> bool:
    return isinstance(answer, TextAccepted) or (
        isinstance(answer, AnswerRevised) and answer.answer == "accept"
    )


def _no_again(state: State, actor: int, answer: Answer, package: int) -> bool:
    """Whether it would refuse the package now, with the luck that its answer rested on."""
    assert answer.weighing is not None
    text = LiveText(state.texts + 1, state.seq, package, actor, "draft", state.tick, ())
    place = position(state, actor, text, state.tick)
    bars = place.x, place.reject_bar
    return category(state, actor, text, bars, answer.weighing.luck) != ACCEPT
