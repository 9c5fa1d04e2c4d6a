"""What mediators table: with nothing on the table, and in answer to a refusal.

A package that was refused, or lapsed, is left out until each who refused it asks less for it
than then and the mediator gives it the best chance of all that is left.
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.engine.roles import Role, by_name, stamp, terms_of
from sim.model.constants import ACCEPT
from sim.talks.beliefs import asks_less, belief, own_answer
from sim.talks.events import AssessmentFormed, TextTabled
from sim.talks.guarding import rule_of
from sim.talks.prospects import LABEL, Prospects
from sim.talks.state import State
from sim.talks.timers import REVISE, Timer


def proposal(state: State, timer: Timer) -> TextTabled | None:
    """What a mediator tables, or None if it knows of nothing left."""
    view = in_view(state, timer.who, timer.due)
    return None if view is None else _tabled(state, timer, view, *_chosen(state, view))


def revise(state: State, timer: Timer) -> TextTabled | AssessmentFormed | None:
    """A text that would find consent more surely than the one refused, or word of why not."""
    if state.live is None:
        return None
    view = in_view(state, timer.who, timer.due)
    if view is None:
        return _none_better(state, timer, exhausted=True)
    package, why = _chosen(state, view)
    if view.consent(package) > view.standing():
        return _tabled(state, timer, view, package, why)
    return _none_better(state, timer, chance=view.standing(), keeps=True)


def in_view(state: State, mediator: int, tick: int) -> Prospects | None:
    """The packages that a mediator may table, and what it believes of them; None: there is none."""
    left = list(_left(state, mediator, tick))
    freed = frozenset(p for p in left if p in state.barred)
    if not left:
        return None
    view = Prospects(state, mediator, left, tick)
    if freed:
        best = view.likeliest()
        view = view.narrowed([p for p in left if p == best or p not in freed])
    return view


def _left(state: State, mediator: int, tick: int) -> Iterator[int]:
    """All but the live one, what it would itself refuse, and what is refused as it was before."""
    live = -1 if state.live is None else state.live.package
    for p in state.tables.open_packages(tuple(state.phases)):
        if p == live or not willing(state, mediator, p, tick):
            continue
        if p not in state.barred or _may_pass(state, mediator, p, tick):
            yield p


def _may_pass(state: State, mediator: int, package: int, tick: int) -> bool:
    """Whether each who refused a package asks less for it now, as the mediator believes."""
    others = [i for i in state.tables.consenting if i != mediator]
    return all(asks_less(state, i, package, tick, belief(state, mediator, i, tick)) for i in others)


def willing(state: State, mediator: int, package: int, tick: int) -> bool:
    """Whether a mediator may table a package: where its own yes is needed, tabling gives it."""
    if mediator not in state.tables.needed(package):
        return True
    text = Prospects(state, mediator, [package], tick).text(package)
    return own_answer(state, mediator, text, tick) == ACCEPT


def _chosen(state: State, view: Prospects) -> tuple[int, str]:
    return rule_of(state.tables.rules.mediation).choose(view)


def _tabled(state: State, timer: Timer, view: Prospects, package: int, why: str) -> TextTabled:
    return TextTabled(
        **stamp(state, timer, timer.who),
        text=state.texts + 1,
        label=LABEL,
        terms=terms_of(state, package),
        answer_days=state.tables.rules.answer_days,
        why=why,
        gains=by_name(state, view.gains(package)),
        revises=-1 if state.live is None else state.live.number,
    )


def _none_better(
    state: State, timer: Timer, chance: float = 0.0, *, exhausted: bool = False, keeps: bool = False
) -> AssessmentFormed:
    """What a mediator thinks in private of a text that it leaves on the table."""
    return AssessmentFormed(
        **stamp(state, timer, timer.who),
        text=state.texts,
        chance=chance,
        tilts={},
        exhausted=exhausted,
        keeps=keeps,
    )


ROLE: Role = {REVISE: revise}
