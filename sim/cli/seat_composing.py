"""Composing a text at the keyboard: an option for every issue, a label, days, and a last look."""

from __future__ import annotations

from sim.cli.layout import figures_beside
from sim.cli.seat_page import worth
from sim.errors import SettingError
from sim.telling.labels import spoken
from sim.telling.listening import Listener
from sim.telling.numbers import number
from sim.telling.orders import Draft, blank, label_of, option_of, whole
from sim.telling.sheet import Issue, issues_of
from sim.text import many

LEAVE = ("cancel", "quit")
_HELP = "A number, or how a name begins. Enter takes what is in [ ]. Or back, or cancel."
_WIDEST, _ROOM = 14, 48  # of a column, and of all


class Composer:
    """A small dialogue. `draft` is whole once it is `done`; `left`: given up."""

    def __init__(self, seat: Listener) -> None:
        self.seat = seat
        self.draft = blank(seat)
        self.issues = seat.tables.names.issues
        self.step = 0  # an issue, then label, days and the last look
        self.done = self.left = False

    def begin(self) -> list[str]:
        """What it says first."""
        return ["A NEW TEXT. Enter takes what stands in [ ]; back, cancel.", *self._menu()]

    @property
    def prompt(self) -> str:
        """What stands before what is typed."""
        k = self.step
        if k < len(self.issues):
            issue = self.issues[k]
            taken = self.draft.terms.get(issue)
            now = "" if taken is None else f" [{self.seat.labels.option(issue, taken)}]"
            return f"{spoken(issue)}{now}> "
        return {
            "label": f"draft, bridging or final [{self.draft.label}]> ",
            "days": f"days to answer [{self.draft.days}]> ",
            "look": "table it? yes, no or cancel> ",
        }[self._last]

    @property
    def _last(self) -> str:
        return ("label", "days", "look")[self.step - len(self.issues)]

    def enter(self, line: str) -> list[str]:
        """What a line does.

        Raises
        ------
        SettingError
            Where it cannot be read; the same is asked again.
        """
        typed = line.strip()
        if typed.casefold() in LEAVE:
            self.left = True
            return ["Nothing is tabled."]
        if typed in ("?", "help"):
            return [_HELP]
        if typed.casefold() == "back":
            self.step = max(0, self.step - 1)
            return self._menu()
        if self.step < len(self.issues):
            self._option(typed)
        elif self._last == "look":
            return self._look(typed.casefold())
        else:
            self._label_or_days(typed)
        self.step += 1
        return self._menu()

    def _option(self, typed: str) -> None:
        issue = self.issues[self.step]
        taken = self.draft.terms.get(issue) if not typed else option_of(self.seat, issue, typed)
        if taken is None:
            raise SettingError("there is no text to take it from: write an option or its number")
        terms = {**self.draft.terms, issue: taken}
        self.draft = Draft(terms, self.draft.label, self.draft.days)

    def _label_or_days(self, typed: str) -> None:
        draft = self.draft
        if not typed:
            return
        if self._last == "label":
            self.draft = Draft(draft.terms, label_of(typed), draft.days)
        else:
            self.draft = Draft(draft.terms, draft.label, whole(typed, "as 10"))

    def _look(self, typed: str) -> list[str]:
        if typed and "yes".startswith(typed):
            self.done = True
            return []
        if typed and "no".startswith(typed):
            self.step = 0
            return self._menu()
        raise SettingError("write yes to table it, no to begin again, or cancel")

    def _menu(self) -> list[str]:
        if self.step < len(self.issues):
            return self._options(self.issues[self.step])
        if self._last == "look":
            terms = {issue: self.draft.terms[issue] for issue in self.issues}
            self.draft = Draft(terms, self.draft.label, self.draft.days)
            kind = f"THE TEXT, {self.draft.label}, {many(self.draft.days, 'day')} to answer"
            return ["", kind, *worth(self.seat, terms)]
        return []

    def _options(self, issue: str) -> list[str]:
        """An issue's options by number, with what each gives to whom."""
        known, labels = self.seat.known, self.seat.labels
        tables = known.state.tables
        whose = tables.concerned if known.mediates else (known.me,)
        names = [tables.names.actors[i] for i in whose]
        order = [name for name in labels.actor_ids if name in names]
        if not known.mediates:
            return self._columns(issue, f"  {spoken(issue)}", ["points"], order)
        found = []
        for some in _abreast([labels.actor(name) for name in order]):
            names = [order[k] for k in some]
            titles = [labels.actor(name)[:_WIDEST] for name in names]
            found += self._columns(issue, f"  {spoken(issue)}, points of", titles, names)
        return found

    def _columns(self, issue: str, head: str, titles: list[str], names: list[str]) -> list[str]:
        """The options with a column for each of these."""
        known, labels = self.seat.known, self.seat.labels
        index = known.state.tables.names.actors.index
        columns = [_of(issues_of(known.state, index(name)), issue) for name in names]
        heads, cells = [head], [titles]
        for k, option in enumerate(columns[0].options):
            heads.append(f"    {k + 1}  {labels.option(issue, option)}")
            both = zip(columns, names, strict=True)
            cells.append([_points(one, k, known.seat == name) for one, name in both])
        return figures_beside(heads, cells)


def _abreast(titles: list[str]) -> list[list[int]]:
    """Which columns fit side by side."""
    found: list[list[int]] = [[]]
    taken = 0
    for k, title in enumerate(titles):
        wide = min(len(title), _WIDEST) + 3
        if found[-1] and taken + wide > _ROOM:
            found.append([])
            taken = 0
        found[-1].append(k)
        taken += wide
    return found


def _of(issues: list[Issue], issue: str) -> Issue:
    return next(one for one in issues if one.issue == issue)


def _points(one: Issue, option: int, own: bool) -> str:
    if one.most == 0.0:
        return "-"
    line = f" ({one.lines[option]} line)" if own and one.lines[option] else ""
    return f"{number(one.points[option])}{line}"
