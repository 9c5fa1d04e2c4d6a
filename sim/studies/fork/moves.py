"""What a fork changes: from how it is written to the two arms to compare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sim.engine.choices import known
from sim.ensemble.futures import Fork, Pair
from sim.errors import SettingError
from sim.scenario.stances import RAISED
from sim.studies.fork.request import ForkRequest
from sim.studies.fork.terms import fields, text_of
from sim.talks.choices import Choice, given
from sim.talks.event import Answer
from sim.talks.events import AnyEvent, RecordClosed, TextTabled
from sim.talks.positions import ANSWER_NAMES, ANSWERS
from sim.telling.tale import Tale

_WAYS = (
    "--answer accept|criticise|reject (where event N is an answer), --answer ACTOR=accept, "
    "--withdraw [ACTOR.]ISSUE, --set PATH=VALUE or --table TERMS"
)


@dataclass(frozen=True, slots=True)
class ForkChange:
    """Both arms, and what was filled in that nobody wrote."""

    pair: Pair
    notes: tuple[str, ...] = ()

    @property
    def chosen(self) -> range:
        """The numbers of the events that are chosen."""
        first = self.pair.given.at + (not self.pair.given.instead)
        return range(first, first + len(self.pair.given.choices))


def change_of(tale: Tale, at: int, asked: ForkRequest) -> ForkChange:
    """What is asked for, at a moment of a run.

    What comes instead of event `at` is first; then fields, demands, a text and answers.

    Raises
    ------
    DetenteError
        Where nothing is, or something that cannot be or is so already.
    """
    if not (asked.answers or asked.withdraw or asked.sets or asked.table):
        raise SettingError(f"nothing is changed: add {_WAYS}")
    if asked.by and not asked.table:
        raise SettingError(f"--by {asked.by}: says who tables: add --table TERMS")
    _refuse_moment(tale, at)
    moment = _ForkMoment(tale, at)
    instead, notes = moment.instead(asked)
    after = [*fields(moment.state, asked.sets), *moment.withdrawals(asked.withdraw)]
    if asked.table and not moment.tables_instead(asked):
        text, notes = text_of(tale, moment.state, asked.table, asked.by)
        after.append(text)
    after += moment.answers(asked)
    changed = Fork(at, bool(instead), (*instead, *after))
    return ForkChange(Pair(Fork(at, again=bool(instead)), changed), notes)


def _refuse_moment(tale: Tale, at: int) -> None:
    events = tale.events
    closed = next((e.seq for e in events if isinstance(e, RecordClosed)), len(events))
    if at < closed:
        raise SettingError(
            f"event {at} is of the record, which stays as reported: fork at event {closed} or "
            "later, or change the past in a what_if with `from: start`"
        )
    if at == events[-1].seq and tale.end.outcome:
        raise SettingError(f"the run is over at event {at}: fork at an earlier one")


class _ForkMoment:
    """Where a run stands right after an event, and what may be done there."""

    def __init__(self, tale: Tale, at: int) -> None:
        self.tale, self.event = tale, tale.events[at]
        self.state = tale.after(at)
        self.names = self.state.tables.names

    def instead(self, asked: ForkRequest) -> tuple[list[Choice], tuple[str, ...]]:
        """What comes in the place of the event itself."""
        own = [one for one in asked.answers if "=" not in one]
        if len(own) > 1:
            raise SettingError(f"--answer {own[1]}: --answer {own[0]} is given too: give one")
        if own:
            return [self._other_answer(own[0])], ()
        if self.tables_instead(asked):
            text, notes = text_of(self.tale, self.state, asked.table, instead=self.event)
            return [text], notes
        return [], ()

    def tables_instead(self, asked: ForkRequest) -> bool:
        """Whether a text is to come in the place of the event."""
        mine = isinstance(self.event, TextTabled) and asked.by in ("", self.event.actor)
        return bool(asked.table) and mine

    def _other_answer(self, verb: str) -> Choice:
        known("answer", verb, tuple(ANSWERS))
        event = self.event
        if not isinstance(event, Answer):
            raise SettingError(
                f"--answer {verb}: event {event.seq} is no answer: name who gives it, as "
                f"--answer ACTOR={verb}, or fork at an answer{self._near(Answer)}"
            )
        if given(event) == verb:
            raise SettingError(
                f"--answer {verb}: that is what {event.actor} answers at event {event.seq}: "
                f"{_ask_for_another(verb)}"
            )
        return Choice(seq=event.seq, actor=event.actor, verb=verb)

    def answers(self, asked: ForkRequest) -> list[Choice]:
        """Answers right after the event."""
        found: list[Choice] = []
        for one in asked.answers:
            actor, equals, verb = one.partition("=")
            if not equals:
                continue
            known("actor", actor, self.names.actors)
            known("answer", verb, tuple(ANSWERS))
            if any(choice.actor == actor for choice in found):
                raise SettingError(f"--answer {one}: {actor} answers twice: give one answer each")
            if not asked.table:
                self._refuse_answer(one, actor, verb)
            found.append(Choice(seq=0, actor=actor, verb=verb))
        return found

    def _refuse_answer(self, one: str, actor: str, verb: str) -> None:
        text, at = self.state.live, self.event.seq
        if text is None:
            raise SettingError(
                f"--answer {one}: no text is on the table after event {at}: fork while one "
                f"is{self._near(TextTabled)}"
            )
        if self.state.suspended:
            raise SettingError(
                f"--answer {one}: the talks are suspended after event {at}, and nobody answers: "
                "fork before that, or once they resume"
            )
        me = self.names.actors.index(actor)
        if me == text.by and self.state.tables.actors[me].party:
            raise SettingError(
                f"--answer {one}: {actor} tabled text {text.number}, which accepts it for as long "
                "as it is on the table: name somebody else"
            )
        before = self.state.answers.get(me)
        if before is not None and ANSWER_NAMES[before] == verb:
            raise SettingError(
                f"--answer {one}: that is what {actor} answers to text {text.number} already: "
                f"{_ask_for_another(verb)}"
            )

    def withdrawals(self, demands: Sequence[str]) -> list[Choice]:
        """Demands withdrawn right after the event."""
        found: list[Choice] = []
        for demand in demands:
            choice = self._withdrawal(demand)
            if choice in found:
                raise SettingError(f"--withdraw {demand}: is given twice: give it once")
            found.append(choice)
        return found

    def _withdrawal(self, demand: str) -> Choice:
        actor, _, issue = demand.rpartition(".")
        known("issue", issue, self.names.issues)
        if actor:
            known("actor", actor, self.names.actors)
        standing = self._standing(self.names.issues.index(issue))
        if not actor and len(standing) == 1:
            actor = standing[0]
        if actor not in standing:
            wrong = f"no demand of {actor} on it stands" if actor else "does not say whose"
            listed = " or ".join(f"--withdraw {name}.{issue}" for name in standing)
            raise SettingError(
                f"--withdraw {demand}: {wrong if standing else 'no demand on it stands'} after "
                f"event {self.event.seq}: write {listed or 'another issue'}"
            )
        return Choice(seq=0, actor=actor, verb="withdraw", issue=issue)

    def _standing(self, issue: int) -> list[str]:
        """Whose demand on an issue stands, by name."""
        actors = self.state.tables.actors
        return [
            name
            for i, name in enumerate(self.names.actors)
            if actors[i].stances[issue] is not None and self.state.phases[i][issue] == RAISED
        ]

    def _near(self, kind: type[AnyEvent | Answer]) -> str:
        """The nearest simulated event of a kind, to be said in a cure."""
        found = _nearest((e for e in self.tale.events if isinstance(e, kind)), self.event.seq)
        return "" if found is None else f", as event {found}"


def _nearest(events: Iterable[AnyEvent], at: int) -> int | None:
    seqs = [e.seq for e in events if e.provenance in ("simulated", "chosen")]
    return min(seqs, key=lambda seq: (abs(seq - at), seq), default=None)


def _ask_for_another(verb: str) -> str:
    return f"ask for {' or '.join(answer for answer in ANSWERS if answer != verb)}"
