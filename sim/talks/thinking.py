"""When an answer will change, if nothing else happens.

An actor thinks again on news and once every `rethink`; an event follows only where its
answer changes. So instead of waking it on every step of that grid, the one step at which
it changes is found beforehand. Between two ticks every reservation value and aspiration
can only fall, which bounds the answer over the whole span from its two ends: spans
without a change are passed over at once, and the first change is found by halving.
"""

from __future__ import annotations

from sim.model.answer import inclination, rejection_bar
from sim.model.aversion import aversion
from sim.model.constants import EVER
from sim.talks.conditioning import cut
from sim.talks.parts import LiveText
from sim.talks.positions import Position, category, position, taste
from sim.talks.state import State
from sim.talks.timers import RETHINK


def reconsider(state: State, actor: int, cause: int, news: bool) -> None:
    """Date the actor's next change of answer to the live text, if there is one.

    `news`: it thinks again at once (plus the way its word travels); else on the grid only.
    While the record is open its answer stands, and that tells of its luck.
    """
    if not state.closed:
        cut(state, actor)
        return
    text, given = state.live, state.answers.get(actor)
    state.drop(RETHINK, actor)
    if text is None or given is None:
        return
    if actor == text.by:
        return  # tabling is accepting, for as long as the text lives
    if actor in state.seats:
        if news:  # a person's answer stands until the person changes it
            _ask_again(state, actor, text, cause)
        return
    thinking = _Thinking(state, actor, text, given)
    heard = state.tick + state.carry.get(actor, 0)
    if thinking.settled(state.tick):
        return
    if news and _lives(text, heard) and thinking.differs(heard):
        state.set_timer(RETHINK, actor, heard, cause)
        return
    tick = thinking.first_change()
    if tick is not None:
        state.set_timer(RETHINK, actor, tick, state.answered[actor][1])


def _ask_again(state: State, actor: int, text: LiveText, cause: int) -> None:
    heard = state.tick + state.carry.get(actor, 0)
    if _lives(text, heard):
        state.set_timer(RETHINK, actor, heard, cause)


def _lives(text: LiveText, tick: int) -> bool:
    return text.end is None or tick < text.end


def _last(text: LiveText) -> int:
    """The last tick at which the text may be thought about."""
    return (text.tabled + EVER if text.end is None else text.end) - 1


class _Thinking:
    """One actor's answer to one text as a function of time."""

    def __init__(self, state: State, actor: int, text: LiveText, given: int) -> None:
        self.state, self.actor, self.text, self.given = state, actor, text, given
        self.luck = taste(state, actor, text.package)[0]
        self.anchor = state.answered[actor][0]
        self.every = state.tables.rules.rethink
        me = state.tables.actors[actor]
        self.reject_bar = rejection_bar(me.reject_bar, me.blame, state.near[actor])

    def settled(self, tick: int) -> bool:
        """Whether the answer surely stays for as long as the text lives, from a tick on.

        The bounds hold until some worth changes, whatever is said in public meanwhile.
        """
        known = self.state.bounds.get(self.actor)
        if known is None:
            early, late = self._place(tick), self._place(_last(self.text) + 1)
            known = self.state.bounds[self.actor] = self._extremes(early, late)
        return self._surely(known)

    def differs(self, tick: int) -> bool:
        return self._category(self._place(tick).x) != self.given

    def first_change(self) -> int | None:
        """The first tick of the grid after now at which the answer differs."""
        first = (self.state.tick - self.anchor) // self.every + 1
        last = (_last(self.text) - self.anchor) // self.every
        if first > last:
            return None
        step = self._search((first, self._step(first)), (last, self._step(last)))
        return None if step is None else self.anchor + step * self.every

    def _search(self, lo: tuple[int, Position], hi: tuple[int, Position]) -> int | None:
        """The first step between two, with what the answer rests on at each of them."""
        if lo[0] == hi[0]:
            return lo[0] if self._category(lo[1].x) != self.given else None
        if self._surely(self._extremes(lo[1], hi[1])):
            return None
        middle = (lo[0] + hi[0]) // 2
        found = self._search(lo, lo if middle == lo[0] else (middle, self._step(middle)))
        if found is not None:
            return found
        after = middle + 1
        return self._search(hi if after == hi[0] else (after, self._step(after)), hi)

    def _step(self, step: int) -> Position:
        return self._place(self.anchor + step * self.every)

    def _place(self, tick: int) -> Position:
        return position(self.state, self.actor, self.text, tick)

    def _category(self, x: float) -> int:
        return category(self.state, self.actor, self.text, (x, self.reject_bar), self.luck)

    def _surely(self, bounds: tuple[float, float]) -> bool:
        return self._category(bounds[0]) == self.given == self._category(bounds[1])

    def _extremes(self, early: Position, late: Position) -> tuple[float, float]:
        """Inclinations that are surely no higher, and no lower, than any in between.

        Nothing new happening, every reservation value r only falls. So the share g that another
        attains only rises: with D = max(best - r, .02), (U - r) / D rises as r falls while D
        stays at .02, and is 1 - (best - U) / D after that, which rises with D where U <= best
        and is cut at 1 where U > best. Aversion is tau times a mean of
        max(0, r (1 - g) + best g - U) with the actor's own r: it rises with r, since g <= 1, and
        with g, since r <= best. It is most with the early r and the late g, least the other way.
        """
        me, best = self.state.tables.actors[self.actor], self.state.stand[self.actor].best
        worth = early.worth
        most_felt = aversion(me.aversion, (worth, early.no_deal, best), late.attained)
        least_felt = aversion(me.aversion, (worth, late.no_deal, best), early.attained)
        return (
            inclination(me.precision, worth, early.aspiration, most_felt),
            inclination(me.precision, worth, late.aspiration, least_felt),
        )
