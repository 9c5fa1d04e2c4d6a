"""The confidential role sheet of a seat: who it is, what it wants and what it knows."""

from __future__ import annotations

from collections.abc import Iterable

from sim.cli.layout import beside, between, paragraph
from sim.cli.seat_page import told
from sim.telling import role
from sim.telling.labels import spoken
from sim.telling.listening import Listener
from sim.telling.news import lines
from sim.telling.numbers import number
from sim.telling.sheet import Issue, issues_of, readings
from sim.telling.story import NOTICE


def brief(seat: Listener) -> list[str]:
    """The sheet to hand out.

    How to make it again is not on it: a seed gives everybody's numbers, and what is set or
    played of the scenario may be a secret of somebody else.
    """
    return [
        between("CONFIDENTIAL", f"for {seat.labels.actor(seat.known.seat)} only"),
        *paragraph(seat.labels.title),
        *paragraph(NOTICE),
        "",
        *role_sheet(seat),
        "",
        "WHAT IS REPORTED SO FAR",
        *told(lines(seat)),
    ]


def role_sheet(seat: Listener) -> list[str]:
    """All but the news, as it is now."""
    known = seat.known
    consents = known.me in known.state.tables.concerned
    question = seat.common.question
    return [
        "WHO YOU ARE",
        *_items([" ".join(role.who(seat))]),
        "",
        "THE TALKS, as everybody knows them",
        *(paragraph(question, 2) if question else []),
        *_items(role.talks(seat)),
        "",
        *(_wishes(seat) if consents else _issues(seat)),
        *(_items(role.mediating(seat), "YOUR LEAN AND CHANNELS") if known.mediates else []),
        *(_beliefs(seat) if known.mediates else []),
        "WHAT YOU CAN DO",
        *_items(role.doing(seat)),
    ]


def _items(texts: Iterable[str], head: str = "") -> list[str]:
    found = [line for text in texts for line in beside("  -", text, 4)]
    return [head, *found, ""] if head else found


def _wishes(seat: Listener) -> list[str]:
    issues = issues_of(seat.known.state, seat.known.me)
    found = ["WHAT YOU WANT, in points; the best of all together is 100"]
    for one in issues:
        if one.most > 0.0:
            found += _issue(seat, one)
    dull = [one for one in issues if one.most == 0.0]
    if dull:
        names = ", ".join(spoken(one.issue) for one in dull)
        found += paragraph(f"Nothing to you, as your demands stand: {names}", 2)
    return [
        *found,
        "",
        "YOUR RED LINES",
        *_items(role.lines(seat, issues)),
        "",
        "WITHOUT A DEAL",
        *_items([" ".join(role.without(seat))]),
        "",
    ]


def _issue(seat: Listener, one: Issue) -> list[str]:
    quo = role.quo(seat, one.issue)
    head = f"{_named(seat, one.issue)}, up to {number(one.most)}"
    head += f"; without a deal: {quo}" if quo else ""
    return [*paragraph(head, 2), *paragraph(role.options(seat, one), 6)]


def _named(seat: Listener, issue: str) -> str:
    """An issue by its short name, and what it is."""
    name, title = spoken(issue), seat.common.issues[issue]
    return title if name.casefold() == title.casefold() else f"{name.upper()}: {title}"


def _issues(seat: Listener) -> list[str]:
    """The issues of one who wants nothing of its own."""
    found = ["THE ISSUES"]
    for issue, options in seat.labels.options.items():
        quo = role.quo(seat, issue)
        titles = "; ".join(options.values())
        found += paragraph(_named(seat, issue) + (f"; without a deal: {quo}" if quo else ""), 2)
        found += paragraph(titles, 6)
    return [*found, ""]


def _beliefs(seat: Listener) -> list[str]:
    """What a mediator reads the others to want."""
    known, tables = seat.known, seat.known.state.tables
    wide = max(len(spoken(issue)) for issue in tables.names.issues) + 2
    floors = {one.actor: one.floor for one in readings(known.state, known.floors)}
    found = [
        "WHAT YOUR STAFF BELIEVE, in each one's own points, which cannot be compared",
        *paragraph(
            "What each wants they know well; what each would settle for they can only guess.", 2
        ),
    ]
    for name in seat.labels.actor_ids:
        if name not in floors or name == known.seat:
            continue
        found += paragraph(
            f"{seat.labels.actor(name)}: would settle for about {number(floors[name])}", 2
        )
        for one in role.readable(seat, tables.names.actors.index(name)):
            points = role.options(seat, role.unlined(one))
            found += beside(f"      {spoken(one.issue)}", points, 6 + wide)
    return [*found, ""]
