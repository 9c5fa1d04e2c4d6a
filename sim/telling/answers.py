"""How answers are told: what they rest on, and what changed since the one before."""

from __future__ import annotations

from sim.talks.choices import given
from sim.talks.event import Answer
from sim.talks.events import AnswerRevised, AnyEvent, RedLineStated
from sim.telling.choosing import by_a_person, whose_choice
from sim.telling.line import Line, is_simulated, line
from sim.telling.numbers import Points, number, over, signed
from sim.telling.tale import Tale

_FINEST = 3
SAYS = {"accept": "accepts", "criticise": "criticises", "reject": "formally rejects"}
NOUNS = {"accept": "yes", "criticise": "criticism", "reject": "formal no"}
SAID = {"accept": "accepted", "criticise": "criticised", "reject": "rejected"}


def answered(tale: Tale, event: Answer) -> Line:
    """A first answer, or another than before."""
    labels = tale.labels
    who = labels.some(event.who) if event.who else labels.actor(event.actor)
    rests_on = _rests_on(tale, event)
    if event.provenance == "chosen":
        rests_on = (whose_choice(tale, event), *(_chosen(event) if rests_on else ()))
    told = line(labels, event, who, _said(tale, event), *rests_on)
    hushed = event.text in tale.passing and not by_a_person(tale, event)
    return told.hushed() if hushed else told


def _chosen(event: Answer) -> tuple[str, ...]:
    """What somebody chose rests on nothing; it can be set beside these."""
    if event.weighing is None:
        return ()
    seen = Points.of(event.weighing)
    crossed = "; it crosses its hard red line" if seen.hard else ""
    no_deal = number(100.0 * event.weighing.no_deal)
    return (f"worth {number(seen.worth)}, no deal {no_deal}{crossed}",)


def _said(tale: Tale, event: Answer) -> str:
    verb = SAYS[given(event)]
    if isinstance(event, AnswerRevised) and event.answer == event.before:
        return f"stands by its {NOUNS[event.answer]} to text {event.text}"
    if isinstance(event, AnswerRevised):
        return f"now {verb} text {event.text}{_prompted(tale, event)}"
    if event.via:
        return f"{verb} text {event.text}, told by {tale.labels.actor(event.via)}"
    unsaid = ", does not reject it" if not is_simulated(event) and verb == "criticises" else ""
    return f"{verb} text {event.text}{unsaid}"


def _prompted(tale: Tale, event: AnswerRevised) -> str:
    if not is_simulated(event) or event.provenance == "chosen":
        return ""
    if event.news < 0:
        return "  [time: waiting]"
    return f"  [news: {news(tale, tale.events[event.news])}, {event.news}]"


def news(tale: Tale, event: AnyEvent) -> str:
    """An event as news, in a few words."""
    who = tale.labels.actor(event.actor) if event.actor else "the press"
    if isinstance(event, Answer):
        return f"{who} {SAID[given(event)]}"
    if isinstance(event, RedLineStated) and is_simulated(event):
        return f"{who} committed itself in public"
    return {
        "ReportPublished": f"{who} reported",
        "StatementMade": f"{who} spoke in public",
        "RedLineStated": f"{who} stated a red line",
        "DemandRaised": f"{who} raised a demand",
        "DemandWithdrawn": f"{who} withdrew a demand",
        "ShockStruck": "a shock",
        "InputChanged": "what was changed",
        "TalksResumed": "talks resumed",
        "RecordClosed": "the record ended",
    }.get(type(event).__name__, "what happened")


def _rests_on(tale: Tale, event: Answer) -> tuple[str, ...]:
    if event.weighing is None:
        return ()
    seen = Points.of(event.weighing)
    if seen.hard and given(event) == "criticise":
        return (f"worth {number(seen.worth)}; crosses its hard red line: no yes possible",)
    last = tale.weighed_before(event)
    if last is not None and isinstance(event, AnswerRevised):
        return changes(seen, last[0], Points.of(last[1]), given(event))
    return sums(seen, given(event))


def sums(seen: Points, answer: str) -> tuple[str, ...]:
    """The numbers of an answer and what they come to."""
    d = seen.digits
    first = (
        f"worth {number(seen.worth, d)}, holds out for {number(seen.holds_out, d)}, "
        f"aversion to a one-sided text {number(seen.aversion, d)}, luck {signed(seen.luck, d)}"
    )
    return first, f"= {over(seen.margin, d)}; {bars(seen, answer)}"


def bars(seen: Points, answer: str) -> str:
    """What the answer was measured against."""
    yes, no = signed(seen.yes, seen.digits), signed(seen.no, seen.digits)
    if answer == "accept":
        return f"a yes needs {yes}"
    if answer == "reject":
        return f"a formal no comes below {no}"
    return f"a yes needs {yes}, a no comes below {no}"


def changes(now: Points, seq: int, before: Points, answer: str) -> tuple[str, ...]:
    """What is otherwise than in the answer before, and what it comes to."""
    pairs = (
        ("holds out for", now.holds_out, before.holds_out),
        ("worth", now.worth, before.worth),
        ("aversion to a one-sided text", now.aversion, before.aversion),
        ("a no comes below", now.no, before.no),
    )
    moved: list[str] = []
    d = now.digits
    for digits in range(_FINEST + 1):  # as coarsely as shows a change
        moved = moved or [
            f"{name} {number(new, digits)} instead of {number(old, digits)}"
            for name, new, old in pairs
            if number(new, digits) != number(old, digits)
        ]
    told = ", ".join(moved) or "all but the same"
    return f"{told}, the rest as in {seq}", f"= {over(now.margin, d)}; {bars(now, answer)}"
