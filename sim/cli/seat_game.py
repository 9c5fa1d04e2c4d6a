"""A game: a case, a seed and the decisions of those who play, as events."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.arithmetic import arithmetic
from sim.engine.play import Start, play, play_on
from sim.engine.verifying import Check, verify
from sim.errors import LogError, SettingError
from sim.scenario.validation import nearest
from sim.talks.choices import Choice, asked, chosen
from sim.talks.events import AnyEvent, RecordClosed, TalksOpened
from sim.talks.log import FORMAT, NOTICE, Header, write_log
from sim.telling.asking import Question, question
from sim.telling.common import Common
from sim.telling.line import Line
from sim.telling.listening import Listener
from sim.telling.mind import Mind, knowledge
from sim.telling.news import lines
from sim.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.cli.loaded import Source
    from sim.scenario.case import Case
    from sim.talks.state import State
    from sim.talks.timers import Timer


def seats_of(case: Case) -> list[str]:
    """The actors that ever decide something, by name."""
    tables = case.at(case.draw(lambda _: 0.5))
    return [
        name
        for i, name in enumerate(tables.names.actors)
        if i in tables.concerned or i in tables.names.mediators
    ]


def checked(case: Case, seats: Sequence[str]) -> tuple[str, ...]:
    """The seats that people take, each once, in the case's order.

    Raises
    ------
    SettingError
        Where nobody of that name ever decides anything.
    """
    there = seats_of(case)
    for seat in seats:
        if seat not in there:
            known = seat in case.names.actors
            wrong = f"{seat} decides nothing here" if known else f"no actor is called {seat}"
            cure = f"write one of {', '.join(there)}" if known else nearest(seat.lower(), there)
            raise SettingError(f"--as {seat}: {wrong}: {cure}")
    return tuple(seat for seat in there if seat in seats)


class Game:
    """A game so far. `events` and `state` follow from the rest, which does not change but for
    `choices`.
    """

    def __init__(
        self,
        case: Case,
        name: str,
        values: Mapping[str, float | str],
        start: Start,
        choices: Sequence[Choice] = (),
    ) -> None:
        self.case, self.name = case, name
        self.values, self.start = values, start
        self.choices: list[Choice] = []
        self.events: list[AnyEvent] = []
        self.state: State
        self._common = Common.of(case)
        self._minds: dict[str, Mind]  # of the seats that were asked, with what they saw so far
        self._play(choices)

    @classmethod
    def of(cls, case: Case, source: Source) -> Game:
        """The game of a log, after a check that it plays again as it was kept.

        Raises
        ------
        LogError
            Where nobody sits at it, or it does not.
        """
        events, where = source.events, source.which.name
        first = events[0]
        assert isinstance(first, TalksOpened), "a log is read so"
        if not _seated(first):
            raise LogError(
                f"{where}: nobody sits at it, it is a run and no game: detente replay tells it"
            )
        found = verify(case, events, source.rows)
        if not found.equal:
            raise LogError(f"{where}: does not play again as it was kept: {_differs(found, first)}")
        return cls(case, source.name, first.values, Start.of(first), chosen(case, events))

    def _play(self, choices: Sequence[Choice]) -> None:
        self.events, self.state = play(self.case, self.values, self.start, choices=choices)
        self.choices, self._minds = list(choices), {}

    @property
    def due(self) -> Timer | None:
        """The decision that is due; None once the game is over."""
        if self.state.outcome:
            return None
        timer = self.state.next_timer()
        assert asked(self.state, timer), "a game stops at a decision"
        return timer

    @property
    def whose(self) -> str:
        """Whose decision is due; nobody's once the game is over."""
        timer = self.due
        return "" if timer is None else self.state.tables.names.actors[timer.who]

    @property
    def seats(self) -> tuple[str, ...]:
        """Those who are played by people."""
        first = self.events[0]
        assert isinstance(first, TalksOpened)
        return _seated(first)

    def seat(self, name: str) -> Listener:
        """What a seat knows by now: the minute of the decision that is due, if it is its own."""
        mind, due = self._mind(name), self.due
        tick = due.due if due is not None and due.who == mind.me else None
        return Listener(self._common, mind.known(tick))

    def _mind(self, name: str) -> Mind:
        mind = self._minds.setdefault(name, Mind(self.case, name))
        mind.follow(self.events)
        return mind

    def question(self, seat: Listener) -> Question:
        """The decision that is due, as it is put to its seat."""
        timer, name = self.due, seat.known.seat
        assert timer is not None, "nothing is due"
        return question(seat, timer, self._mind(name).told_by(timer.cause))

    def since(self, name: str) -> int:
        """How many facts a seat knew once it took its last decision; 0: it took none."""
        last = max((one.seq for one in self.choices if one.actor == name), default=-1)
        return self._mind(name).before(last + 1)

    def own(self, choice: Choice) -> Line:
        """What a seat knows of a decision that it took."""
        first = self._mind(choice.actor).before(choice.seq)
        return lines(self.seat(choice.actor), first)[0]

    def decide(self, choice: Choice) -> None:
        """Take a decision, and play on to the next one that is due.

        Raises
        ------
        SettingError
            Where it is not open; nothing has changed then.
        """
        play_on(self.state, self.events, [choice])
        self.choices.append(choice)

    def undo(self, name: str) -> bool:
        """Take back the last decision of a seat and all that came after; False: there is none."""
        mine = [k for k, one in enumerate(self.choices) if one.actor == name]
        if not mine:
            return False
        self._play(self.choices[: mine[-1]])
        return True

    def save(self, path: Path, *, replace: bool = True) -> None:
        """Write the game as a log.

        Raises
        ------
        SettingError
            Where a file is there and not `replace`.
        OutputError
            Where it cannot be written; what was there before is still there.
        """
        seeds = dict(self.case.seed_texts)
        header = Header(VERSION, FORMAT, NOTICE, self.name, self.case.text, "", seeds, arithmetic())
        write_log(path, header, self.events, replace=replace)


def _differs(found: Check, first: TalksOpened) -> str:
    """What was changed, or which version is needed."""
    cure = "the file was changed, or read by another version than wrote it"
    if first.engine != VERSION:
        cure = f"detente {first.engine} wrote it, and this is {VERSION}"
    if found.inputs:
        one = found.inputs[0]
        return f"{one.path} is {one.logged}, and its seed gives {one.drawn}; {cure}"
    if found.difference is not None:
        return f"event {found.difference.seq} comes out otherwise; {cure}"
    return f"{found.wrong}; {cure}"


def _seated(first: TalksOpened) -> tuple[str, ...]:
    late = (name for way in first.branches for name in way.seats)
    return tuple(dict.fromkeys((*first.seats, *late)))


def at_the_start(
    case: Case, values: Mapping[str, float | str], start: Start, name: str
) -> Listener:
    """What a seat knows when the record has closed, and nothing else has happened."""
    events, _ = play(case, values, start)
    closed = next(k for k, event in enumerate(events) if isinstance(event, RecordClosed))
    return Listener(Common.of(case), knowledge(case, events[: closed + 1], name))
