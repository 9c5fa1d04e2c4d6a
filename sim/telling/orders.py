"""What a person in a seat types: words, terms and numbers, read or refused with the cure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.errors import SettingError
from sim.model.constants import MINUTES_A_DAY
from sim.talks.choices import Choice
from sim.telling.asking import SHOWN, Question
from sim.telling.labels import spoken
from sim.telling.listening import Listener

DECIDE = (
    "accept", "criticise", "reject", "wait", "keep", "pass", "table", "say", "commit", "withdraw",
)  # fmt: skip
LOOK = ("text", "worth", "news", "brief", "help", "undo", "quit")
WORDS = (*DECIDE, *LOOK)
ALIKE = {"?": "help", "criticize": "criticise", "exit": "quit"}
PASSES = ("wait", "keep", "pass")
LABELS = ("draft", "bridging", "final")
LONGEST = 365  # days


def word(line: str) -> tuple[str, str]:
    """The command that a line begins with, and the rest of it.

    Raises
    ------
    SettingError
        Where it begins with none, or could be several.
    """
    first, _, rest = line.strip().partition(" ")
    if first.startswith("?") and first != "?":
        first, rest = "?", f"{first[1:]} {rest}"
    typed = first.casefold()
    typed = ALIKE.get(typed, typed)
    if typed in WORDS:
        return typed, rest.strip()
    meant = [one for one in WORDS if one.startswith(typed)] if typed else []
    if len(meant) == 1:
        return meant[0], rest.strip()
    if meant:
        raise SettingError(f"{first} could be {_either(sorted(meant))}: write more of it")
    raise SettingError(f"no command {first!r}: write ? to see what you can write")


def _either(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def decided(asked: Question, given: str, rest: str, seq: int) -> Choice:
    """The choice that a command comes to; to table is for `tabled`.

    Raises
    ------
    SettingError
        Where it is not asked now, or what follows the command cannot be read.
    """
    who = asked.actor
    if given in ("commit", "withdraw"):
        return _about_an_issue(asked, given, rest, seq)
    refuse_closed(asked, given)
    if given == "say":
        return Choice(seq=seq, actor=who, verb="say", chance=percent(rest))
    if given in PASSES:
        return Choice(seq=seq, actor=who, verb="pass", days=_wait(asked, given, rest))
    if rest:
        raise SettingError(f"{given} takes nothing after it: write {given}")
    return Choice(seq=seq, actor=who, verb=given)


def refuse_closed(asked: Question, given: str) -> None:
    """Refuse a command that is not asked now.

    Raises
    ------
    SettingError
        With those that are.
    """
    if given == "accept" and asked.barred:
        raise SettingError(
            "it crosses your hard red line, so that you cannot accept it: "
            f"write {_either(asked.open)}"
        )
    if given in asked.open or (given in PASSES and asked.open[-1] in PASSES):
        return
    shown = _either([SHOWN.get(one, one) for one in asked.open])
    raise SettingError(f"{given} is not what is asked now: write {shown}")


def _about_an_issue(asked: Question, given: str, rest: str, seq: int) -> Choice:
    if not asked.demands:
        raise SettingError(f"you have no demand to {given}: write {_either(asked.open)}")
    issue = _one_of(rest, {name: spoken(name) for name in asked.demands}, "issue", given)
    verb = "statement" if given == "commit" else "withdraw"
    extra = not (given == "commit" and asked.kind == "statement")
    return Choice(seq=seq, actor=asked.actor, verb=verb, issue=issue, extra=extra)


def _wait(asked: Question, given: str, rest: str) -> float:
    if asked.kind not in ("answer", "table"):
        if rest:
            raise SettingError(f"you are asked again when there is news: write {given} alone")
        return 1.0
    return float(whole(re.sub(r"\s*days?$", "", rest) or "1", f"as {given} 3"))


def too_late(asked: Question, choice: Choice) -> str:
    """A word on a wait that outlasts the text, "" for any other choice."""
    if asked.kind != "answer" or choice.verb != "pass":
        return ""
    assert choice.days is not None, "a wait of some days"
    if asked.ticks is None or choice.days * MINUTES_A_DAY < asked.ticks:
        return ""
    return f"The text will be gone by then: {asked.left} (undo takes it back)."


def whole(text: str, example: str) -> int:
    """A whole number of days.

    Raises
    ------
    SettingError
        If it is none, below 1 or above a year.
    """
    if not text.isdecimal() or not 1 <= int(text[:9]) <= LONGEST:
        raise SettingError(f"{text!r} is no number of days: write one from 1 to 365, {example}")
    return int(text)


def percent(text: str) -> float:
    """A chance in 0-1 from a whole percentage.

    Raises
    ------
    SettingError
        If it is none of 1 to 99.
    """
    digits = text.removesuffix("%").strip()
    if not digits.isdecimal() or not 1 <= int(digits[:9]) <= 99:
        raise SettingError(f"{text!r} is no chance in percent: write one from 1 to 99, as say 70")
    return int(digits) / 100.0


@dataclass(frozen=True, slots=True)
class Draft:
    """A text to be tabled, `terms` whole."""

    terms: dict[str, str]
    label: str
    days: int

    def choice(self, asked: Question, seq: int) -> Choice:
        """The choice to table it."""
        return Choice(
            seq=seq,
            actor=asked.actor,
            verb="table",
            terms=dict(self.terms),
            label=self.label,
            days=float(self.days),
        )


def blank(seat: Listener) -> Draft:
    """What a text begins with: the terms of the last one, in the protocol's usual way."""
    paper = seat.known.last
    label = "draft" if seat.known.state.protocol.direct else "bridging"
    return Draft({} if paper is None else dict(paper.terms), label, 7)


def drafted(seat: Listener, line: str) -> Draft:
    """A text from one line, as `wages=three, week=mixed, label=final, days=10`.

    What the line leaves out is as in the last text.

    Raises
    ------
    SettingError
        Where a part of it names nothing there is, or an issue is missing.
    """
    draft = blank(seat)
    terms, label, within = dict(draft.terms), draft.label, draft.days
    issues = {name: spoken(name) for name in seat.tables.names.issues}
    for part in re.split(r"\s*[,;]\s*|\s+(?=[\w-]+\s*=)", line.strip()):
        name, equals, value = (one.strip() for one in part.partition("="))
        if not equals:
            raise SettingError(f"{part!r}: write ISSUE=OPTION, as {example(seat)}")
        if name in ("label", "days") and name not in issues:
            if name == "label":
                label = label_of(value)
            else:
                within = whole(value, "as days=10")
            continue
        issue = _one_of(name, issues, "issue", "table")
        terms[issue] = option_of(seat, issue, value)
    missing = [issue for issue in issues if issue not in terms]
    if missing:
        raise SettingError(f"nothing is said on {', '.join(missing)}: add {missing[0]}=OPTION")
    return Draft({issue: terms[issue] for issue in issues}, label, within)


def example(seat: Listener) -> str:
    """Terms as they are written: `wages=five`."""
    names = seat.tables.names
    return f"{names.issues[0]}={names.options[0][-1]}"


def label_of(text: str) -> str:
    """The label of a text.

    Raises
    ------
    SettingError
        If there is none such.
    """
    return _one_of(text, {one: one for one in LABELS}, "label", "label=")


def option_of(seat: Listener, issue: str, text: str) -> str:
    """An option by its id or title, by the beginning of one, or by its number from 1.

    Raises
    ------
    SettingError
        If there is none such, or several.
    """
    names = seat.tables.names
    options = names.options[names.issues.index(issue)]
    titles = {option: seat.labels.option(issue, option) for option in options}
    if text.isdecimal() and text not in {*options, *titles.values()}:
        if 1 <= int(text[:9]) <= len(options):
            return options[int(text) - 1]
        raise SettingError(f"no option {text} of {issue}: write one from 1 to {len(options)}")
    return _one_of(text, titles, f"option of {spoken(issue)}", f"{issue}=")


def _one_of(text: str, titles: Mapping[str, str], what: str, command: str) -> str:
    """One of several ids, by it, by its title or by the beginning of either."""
    typed = text.casefold()
    for same in (
        [one for one in titles if one == typed],
        [one for one, title in titles.items() if title.casefold() == typed],
        [one for one in titles if typed and one.startswith(typed)],
        [one for one, title in titles.items() if typed and title.casefold().startswith(typed)],
    ):
        if len(same) == 1:
            return same[0]
        if same:
            raise SettingError(f"{text} could be {_either(same)}: write more of it")
    gap = "" if command.endswith("=") else " "
    wrong = f"no {what} is called {text!r}" if text else f"no {what} is named"
    cure = f"write one of {', '.join(titles)}, as {command}{gap}{next(iter(titles))}"
    raise SettingError(f"{wrong}: {cure}")
