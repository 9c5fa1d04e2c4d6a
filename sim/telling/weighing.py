"""Why an answer was what it was: each number it rests on, and where that comes from."""

from __future__ import annotations

from sim.talks.choices import given
from sim.talks.event import Answer, Weighing
from sim.talks.events import AnswerRevised
from sim.talks.parts import LiveText
from sim.talks.positions import added_of, conceded_of, label_pull, left_of, taste
from sim.telling.answers import changes, sums
from sim.telling.numbers import Points, in_100, points, scale, signed
from sim.telling.timing import Moment


def answer(at: Moment, event: Answer) -> list[str]:
    """An answer's numbers, one after the other."""
    found, text = event.weighing, at.state.live
    if found is None or text is None:
        return [
            (
                "Played as recorded, so nothing was weighed. When the record closes, each actor's "
                "luck is drawn among that which gives its recorded answers."
            )
        ]
    actor = at.state.tables.names.actors.index(event.actor)
    seen = Points.of(found)
    told = [
        f"All in points of its own scale of {scale(at.tale.case)}:",
        *(f"  {one}" for one in sums(seen, given(event))),
    ]
    if found.hard:
        told.append("The text crosses its hard red line: a yes becomes a criticism.")
    told += [*_worth(at, actor, text, found), _wish(at, actor, text, found)]
    told += [_aversion(at, actor, found), _luck(at, actor, text, found), _bars(at, actor, found)]
    return [*told, *_since(at, event)]


def _worth(at: Moment, actor: int, text: LiveText, found: Weighing) -> list[str]:
    me, tick = at.state.tables.actors[actor], at.event.tick
    best = at.state.stand[actor].best
    waited = 100.0 * me.worth * (left_of(at.state, actor, tick) - 1.0)
    added = 100.0 * added_of(at.state, actor, tick)
    return [
        (
            f"worth {points(found.worth)}: its demands as they stand, over the terms of text "
            f"{text.number}; its best package without a hard red line is worth {points(best)}."
        ),
        (
            f"no deal {points(found.no_deal)}: {points(me.worth)} as the record ends, "
            f"{signed(waited)} for the time until or since then, {signed(added)} by statements, "
            "shocks and resentment; never below 0."
        ),
    ]


def _wish(at: Moment, actor: int, text: LiveText, found: Weighing) -> str:
    state, tick = at.state, at.event.tick
    me = state.tables.actors[actor]
    given_up = conceded_of(state, actor, tick, found.no_deal)
    pull = label_pull(state, actor, text)
    label = ""
    if pull:
        label = (
            f' The label "final" takes {in_100(pull)} of what it asks above no deal off '
            "that: it is believed as far as its author kept its word."
        )
    return (
        f"holds out for {points(found.aspiration)}: by now it has given up {in_100(given_up)} "
        f"of the way from its best to no deal (opening {in_100(me.opening_concession)}, firmness "
        f"{points(me.firmness)}).{label}"
    )


def _aversion(at: Moment, actor: int, found: Weighing) -> str:
    me = at.state.tables.actors[actor]
    return (
        f"aversion to a one-sided text {points(found.aversion)}: {me.aversion:.2f} of how far it "
        "falls short, on average, of the share of its own way to its best that it believes other "
        "parties get of theirs."
    )


def _luck(at: Moment, actor: int, text: LiveText, found: Weighing) -> str:
    state = at.state
    name = state.tables.names.actors[actor]
    key = state.tables.names.package_keys[text.package]
    per = 100.0 / found.precision
    size = f"luck {signed(per * found.luck)}: {found.luck:+.2f} at precision {found.precision:.1f}"
    if (actor, text.package) in state.tastes:
        kept = "lasting disposition" if found.shared else "taste for this package"
        return f"{size}; its {kept}, fixed when the record closed."
    if taste(state, actor, text.package) != (found.luck, found.shared):
        return f"{size}; bound to the answer that was chosen."
    coin = f"a coin ({at.drawn(name, 'coin', key)}, consistency {_consistency(at, actor)})"
    if found.shared:
        return f"{size}; its lasting disposition, the same for every such text, by {coin}."
    drawn = at.drawn(name, "taste", key)
    return f"{size}; its taste for this package ({drawn}), by {coin}. Tabled again it stays."


def _consistency(at: Moment, actor: int) -> str:
    return f"{at.state.tables.actors[actor].consistency:.2f}"


def _bars(at: Moment, actor: int, found: Weighing) -> str:
    seen = Points.of(found)
    near = at.state.near[actor]
    return (
        f"a yes needs {signed(seen.yes, seen.digits)}, a formal no comes below "
        f"{signed(seen.no, seen.digits)}: that bar is lower the nearer it believes agreement "
        f"({in_100(near)}), since blame for a no then weighs more."
    )


def _since(at: Moment, event: Answer) -> list[str]:
    last = at.tale.weighed_before(event)
    if last is None or event.weighing is None or not isinstance(event, AnswerRevised):
        return []
    now, before = Points.of(event.weighing), Points.of(last[1])
    return [f"Since event {last[0]}: {changes(now, last[0], before, event.answer)[0]}."]
