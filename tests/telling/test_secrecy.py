"""Nothing printed to a seat hangs on what it may not know.

Numbers of the others are changed one by one. Where the run up to the seat's decision is the
same event for event, as anybody could see it, every page must be the same, letter by letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from sim.cli.seat_composing import Composer
from sim.cli.seat_game import Game
from sim.cli.seat_help import command, explained
from sim.cli.seat_page import all_news, decision, worth
from sim.cli.seat_role import brief
from sim.engine.play import Start, opening_event, play_on
from sim.errors import DetenteError
from sim.scenario.case import Case
from sim.scenario.distributions import bounds, possible
from sim.talks.choices import Choice
from sim.talks.events import AnyEvent
from sim.talks.fold import opened
from sim.talks.timers import Timer
from sim.telling.asking import question
from sim.telling.common import Common
from sim.telling.listening import Listener
from sim.telling.mind import Mind
from sim.telling.orders import WORDS
from tests.telling.seated import played

Values = Mapping[str, float | str]
# What anybody sees of an event who sees it at all; all else may differ between two runs that
# look alike. A list of its own: it must not follow from what is told to seats.
SEEN = (
    "type", "seq", "tick", "actor", "issue", "session", "attend", "kind", "text", "label",
    "terms", "answer_days", "from_tabling", "answer", "before", "about", "to", "mood", "shock",
    "item", "passed", "why", "wait", "via", "revises",
)  # fmt: skip
DECISIONS = 4


def seen(event: AnyEvent) -> dict[str, Any]:
    fields = msgspec.to_builtins(event)
    named = {name: fields[name] for name in SEEN if name in fields}
    if named["type"] == "StatementMade":
        named["chance"] = fields["chance"]
    return named if named["type"] != "TextTabled" else {**named, "why": ""}


@dataclass(frozen=True)
class Run:
    """A game up to a decision of a seat."""

    case: Case
    seat: str
    events: Sequence[AnyEvent]
    timer: Timer
    since: int

    def pages(self) -> list[str]:
        """Everything that this seat could have printed now."""
        mind = Mind(self.case, self.seat)
        mind.follow(self.events)
        known = mind.known(self.timer.due)
        listener = Listener(Common.of(self.case), known)
        due = question(listener, self.timer, mind.told_by(self.timer.cause))
        found = [*decision(listener, due, mind.before(self.since + 1)), *all_news(listener)]
        found += [*explained(listener, due), *brief(listener)]
        for word in WORDS:
            found += command(listener, due, word)
        names = known.state.tables.names
        for k in (0, -1):
            terms = {i: o[k] for i, o in zip(names.issues, names.options, strict=True)}
            found += worth(listener, terms)
        composer = Composer(listener)
        found += [*composer.begin(), composer.prompt]
        for _ in range(len(names.issues) + 2):
            found += [*composer.enter("1" if composer.step < len(names.issues) else "")]
            found.append(composer.prompt)
        return found


def runs(
    case: Case,
    seat: str,
    values: Values,
    start: Start,
    choices: Sequence[Choice],
    about: Mapping[str, float] | None = None,
) -> Iterator[Run]:
    """A game at each of its decisions.

    `about`: what everyone's lasting error on somebody's no-deal worth is less by.
    """
    tables = case.at(values)
    first = opening_event(case, values, start, tables)
    less = about or {}
    errors = {
        holder: {name: error - less.get(name, 0.0) for name, error in held.items()}
        for holder, held in first.beliefs.items()
    }
    first = replace(first, beliefs=errors)
    state = opened(case, first, None, tables)
    events: list[AnyEvent] = [first]
    since = -1
    for choice in (None, *choices):
        try:
            play_on(state, events, [] if choice is None else [choice])
        except DetenteError:
            return  # other decisions would be due
        since = since if choice is None else choice.seq
        if state.outcome:
            return
        yield Run(case, seat, list(events), state.next_timer(), since)


def belongs_to(case: Case, path: str) -> str | None:
    """Whose an input is: an actor's, nobody's (""), or None for what is no secret."""
    first, *rest = path.split(".")
    if rest == ["needed"]:
        return None  # whom a text asks, everybody sees
    if first in case.names.actors:
        return first
    if rest and rest[0] == "ratification":
        return rest[1]
    if path in ("answers.expires", "answers.answer_by"):
        return None  # a text says how long it waits for answers
    return None if first in ("issues", "texts", "record", "calendar") else ""


def secrets_from(case: Case, seat: str) -> list[str]:
    """The uncertain inputs that this seat may not know.

    A mediator knows all that moves the answers of others, asked or not, but their no-deal
    worth: an assumption of the model, stated (docs/model.md).
    """
    tables = case.at(case.draw(dict.fromkeys(case.paths, 0.5).__getitem__))
    names = tables.names.actors
    mediates = names.index(seat) in tables.names.mediators
    answering = {names[i] for i in tables.concerned} if mediates else set()
    found = []
    for path in (one.path for one in case.inputs if one.uncertain):
        owner = belongs_to(case, path)
        if owner is None or owner == seat:
            continue
        known = owner in answering or path.endswith(MOVES_ANSWERS)
        if not mediates or not known or path.endswith("no_deal.worth"):
            found.append(path)
    return found


MOVES_ANSWERS = ("credibility", "report_weight", "bias", "leans", "answers.standard")


def others(case: Case, path: str, value: float | str) -> list[float | str]:
    """Other values that the input may have: far off, and near."""
    dist = next(one.dist for one in case.inputs if one.path == path)
    values, ends = possible(dist), bounds(dist)
    if values or ends is None:
        return [one for one in values if one != value]
    assert not isinstance(value, str)
    low, high = ends
    up = value < (low + high) / 2
    return [high if up else low, value + (high - low) * (0.06 if up else -0.06)]


def changed(
    game: Game, seat: str, path: str, value: float | str, *, mediates: bool
) -> Iterator[Run]:
    """The same game with one input of somebody else's changed."""
    less = {}
    if mediates and path.endswith("no_deal.worth"):  # what it believes of it is its own
        less = {path.partition(".")[0]: (float(value) - float(game.values[path])) / 100.0}
    return runs(game.case, seat, {**game.values, path: value}, game.start, game.choices, less)


# An actor is wrong by as much at all times about what another has without a deal, so that only
# where waiting costs nothing can it believe the same of another worth.
NO_LOSS = ("parties.no_deal.loss_in_90_days=0",)
SEATS = [
    ("labour-dispute", "union", 0, ()),
    ("labour-dispute", "management", 3, ()),
    ("labour-dispute", "mediator", 1, ()),
    ("flat-sale", "seller", 2, ()),
    pytest.param("cairo-2024", "israel", 1, (), marks=pytest.mark.thorough),
    ("cairo-2024", "qatar", 1, ()),
    ("council-quota", "chair", 1, NO_LOSS),
    pytest.param("council-quota", "town", 1, (), marks=pytest.mark.thorough),
]


@pytest.mark.parametrize(("name", "seat", "seed", "sets"), SEATS)
def test_no_page_hangs_on_what_the_seat_may_not_know(
    name: str, seat: str, seed: int, sets: tuple[str, ...]
) -> None:
    game = played(name, seed, (seat,), DECISIONS, sets)
    as_is = list(runs(game.case, seat, game.values, game.start, game.choices))
    looks, pages = [look(run) for run in as_is], [run.pages() for run in as_is]
    mediates = game.seat(seat).known.mediates
    secrets, compared = secrets_from(game.case, seat), set()
    for path in secrets:
        for value in others(game.case, path, game.values[path]):
            again = list(changed(game, seat, path, value, mediates=mediates))
            alike = [k for k, run in enumerate(again[: len(looks)]) if look(run) == looks[k]]
            for k in alike[-1:]:
                assert again[k].pages() == pages[k], path
                compared.add(path)
    worths = {path for path in secrets if path.endswith("no_deal.worth")}
    assert len(worths & compared) >= max(1, len(worths) / 2)
    assert len(compared) >= 0.7 * len(secrets)


def look(run: Run) -> list[dict[str, Any]]:
    """How a run looks from outside."""
    return [seen(event) for event in run.events]
