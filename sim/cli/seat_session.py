"""A game at a keyboard, without the keyboard: lines in, pages out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from sim.cli import seat_help, seat_page
from sim.cli.layout import command, paragraph
from sim.cli.seat_composing import Composer
from sim.cli.seat_end import ended
from sim.cli.seat_game import Game
from sim.cli.seat_role import role_sheet
from sim.errors import SettingError
from sim.shell import detente, given
from sim.talks.choices import Choice
from sim.telling import orders
from sim.telling.asking import Question
from sim.telling.listening import Listener
from sim.telling.story import NOTICE


class Session:
    """Those who play, one after the other.

    Parameters
    ----------
    keep
        Writes the game; called after every decision.
    path
        What the file is called.
    hand_over
        Whether to wait between two seats, until the other one sits there.

    Attributes
    ----------
    clear
        Whether what was told last belongs on an empty screen.
    kept
        Whether the game is in its file.
    """

    def __init__(
        self, game: Game, keep: Callable[[Game], None], path: Path, *, hand_over: bool
    ) -> None:
        self.game, self.path = game, path
        self.over = self.clear = self.kept = False
        self._keep, self._hand_over = keep, hand_over
        self._sitting = ""  # whose screen it is
        self._waiting = False  # for the next one to sit down
        self._composer: Composer | None = None
        self._seat: Listener
        self._asked: Question

    def begin(self) -> list[str]:
        """The first page."""
        self._keep(self.game)
        self.kept = True
        labels = self.game.seat(self.game.seats[0]).labels
        who = labels.everyone(self.game.seats)
        again = f"The game is kept in {self.path} after every decision."
        closed = "What the others know and want is in there too: do not look before the end."
        return [
            *paragraph(labels.title),
            *paragraph(NOTICE),
            *paragraph(f"You play {who}."),
            *paragraph(f"{again} {closed}"),
            *self._turn(),
        ]

    @property
    def prompt(self) -> str:
        """What stands before what is typed."""
        if self._waiting:
            return "Enter> "
        if self._composer is not None:
            return self._composer.prompt
        return seat_page.prompt(self._asked)

    def enter(self, line: str) -> list[str]:
        """What a line does; a mistake is told with its cure, and changes nothing."""
        self.clear = False
        try:
            if self._waiting:
                leaves = line.strip().casefold() in ("q", "quit", "exit")
                return self.leave() if leaves else self._sit_down()
            if self._composer is not None:
                return self._compose(self._composer, line)
            return self._command(line)
        except SettingError as error:
            return paragraph(str(error))

    def leave(self) -> list[str]:
        """Stop here."""
        self.over = True
        return [
            f"The game is kept in {self.path}. To go on:",
            *command("", detente("play", *given("--resume", self.path)), 2),
        ]

    def _turn(self) -> list[str]:
        """Whoever is due: its page, or the way to it."""
        whose = self.game.whose
        if not whose:
            self.over = True
            self.clear = bool(self._sitting) and len(self.game.seats) > 1
            return ended(self.game, self.path)
        if whose == self._sitting or len(self.game.seats) == 1:
            return self._page(whose)
        title = self.game.seat(whose).labels.actor(whose)
        told = f"Hand over to {title}"
        if not self._hand_over:
            return ["", f"--- {told} ---", *self._page(whose)]
        self.clear = bool(self._sitting)
        self._waiting = True
        return ["", f"{told}. {title}: press Enter when nobody else is looking."]

    def _sit_down(self) -> list[str]:
        self._waiting, self.clear = False, True
        return self._page(self.game.whose)

    def _page(self, whose: str) -> list[str]:
        self._look(whose)
        return ["", *seat_page.decision(self._seat, self._asked, self.game.since(whose))]

    def _look(self, whose: str) -> None:
        """What whoever is due knows, and is asked."""
        self._sitting, self._seat = whose, self.game.seat(whose)
        self._asked = self.game.question(self._seat)

    def _command(self, line: str) -> list[str]:
        if not line.strip():
            return seat_page.ask(self._asked)
        word, rest = orders.word(line)
        if word in self.LOOKS:
            return self.LOOKS[word](self, rest)
        if word != "table":
            choice = orders.decided(self._asked, word, rest, self.game.state.seq)
            return self._decide(choice)
        orders.refuse_closed(self._asked, word)
        if rest:
            return self._table(orders.drafted(self._seat, rest))
        self._composer = Composer(self._seat)
        return self._composer.begin()

    def _compose(self, composer: Composer, line: str) -> list[str]:
        told = composer.enter(line)
        if composer.done or composer.left:
            self._composer = None
        return self._table(composer.draft) if composer.done else told

    def _table(self, draft: orders.Draft) -> list[str]:
        return self._decide(draft.choice(self._asked, self.game.state.seq))

    def _decide(self, choice: Choice) -> list[str]:
        self.game.decide(choice)
        self._keep(self.game)
        own = self.game.own(choice)
        late = orders.too_late(self._asked, choice)
        done = [*paragraph(f"You {own.text}."), *(paragraph(late) if late else [])]
        then = self._turn()
        return then if self._waiting else [*done, *then]  # that is for nobody else

    def _text(self, rest: str) -> list[str]:
        del rest
        return seat_page.on_the_table(self._seat, self._asked)

    def _worth(self, rest: str) -> list[str]:
        if rest:
            return seat_page.worth(self._seat, orders.drafted(self._seat, rest).terms)
        last = self._seat.known.last
        if last is None:
            return seat_page.without(self._seat)
        about = [] if self._seat.known.live is last else [f"Text {last.number}, which is gone:"]
        return [*about, *seat_page.worth(self._seat, last.terms)]

    def _news(self, rest: str) -> list[str]:
        del rest
        return seat_page.all_news(self._seat)

    def _brief(self, rest: str) -> list[str]:
        del rest
        return role_sheet(self._seat)

    def _help(self, rest: str) -> list[str]:
        if not rest:
            return seat_help.explained(self._seat, self._asked)
        return seat_help.command(self._seat, self._asked, orders.word(rest)[0])

    def _undo(self, rest: str) -> list[str]:
        del rest
        if not self.game.undo(self._sitting):
            return ["You have decided nothing yet."]
        self._keep(self.game)
        others = " What others decided since is taken back with it."
        many = len(self.game.seats) > 1
        return [f"Your last decision is taken back.{others if many else ''}", *self._turn()]

    def _quit(self, rest: str) -> list[str]:
        del rest
        return self.leave()

    LOOKS: ClassVar[dict[str, Callable[[Session, str], list[str]]]] = {
        "text": _text,
        "worth": _worth,
        "news": _news,
        "brief": _brief,
        "help": _help,
        "undo": _undo,
        "quit": _quit,
    }
