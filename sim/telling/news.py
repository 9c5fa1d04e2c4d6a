"""The talks as one seat hears of them: what it knows, as lines of a story.

Each line is made from a `Fact`, which holds nothing but what the seat may know. Lines are
numbered by the seat's own count.
"""

# Told by their names, as the handlers of events are.
# ruff: noqa: ARG001, D103

from __future__ import annotations

from collections.abc import Callable

from sim.talks.event import Event
from sim.talks.events import (
    AnswerRevised,
    AssessmentFormed,
    DealConcluded,
    DecisionPassed,
    DemandRaised,
    DemandWithdrawn,
    FrameworkAgreed,
    HorizonReached,
    ImplementationFailed,
    InputChanged,
    ItemSettled,
    MessageRelayed,
    RatificationVoted,
    RecordClosed,
    RedLineStated,
    ReportPublished,
    SessionConvened,
    SessionSlipped,
    ShockStruck,
    StatementMade,
    TalksCollapsed,
    TalksResumed,
    TalksSuspended,
    TextAccepted,
    TextCriticised,
    TextLapsed,
    TextRejected,
    TextTabled,
)
from sim.telling.answers import NOUNS, SAYS
from sim.telling.knowledge import Fact
from sim.telling.labels import spoken
from sim.telling.line import SIMULATED, Line
from sim.telling.listening import YOU, Listener
from sim.telling.numbers import days, in_100, signed
from sim.telling.texts import CALLED

MARKS = {"reported": "r", "claimed": "c", "anonymous": "a", "assumed": "s"}
_REPORTS = {
    "progress": "reports progress",
    "collapse": "reports that the talks are collapsing",
}
_MOODS = {"accept": "would accept", "criticise": "would criticise", "reject": "would reject"}
_PASSED = {
    "answer": "do not answer yet",
    "rethink": "leave your answer as it is",
    "table": "table nothing yet",
    "speak": "say nothing in public",
    "statement": "do not commit yourself",
}


Told = tuple[str, str]


def record_closed(seat: Listener, fact: Fact) -> Told:
    made_up = "what follows is made up, by the model and those who play"
    recorded = seat.common.recorded
    return ("record", f"ends; {made_up}") if recorded else ("talks", f"begin; {made_up}")


def demand_raised(seat: Listener, fact: Fact) -> Told:
    issue = fact.told["issue"]
    wants = fact.told["wants"]
    what = f": {seat.labels.option(issue, wants)}" if wants else ""
    return seat.who(fact), (
        f"{seat.does(fact, 'raise')} {seat.own(fact)} demand on {spoken(issue)}{what}"
    )


def demand_withdrawn(seat: Listener, fact: Fact) -> Told:
    verb = seat.does(fact, "withdraw")
    return seat.who(fact), f"{verb} {seat.own(fact)} demand on {spoken(fact.told['issue'])}"


def session_convened(seat: Listener, fact: Fact) -> Told:
    title = seat.labels.session(fact.told["session"])
    return "session", f"{title}: {seat.labels.attending(fact.told['attend'], fact.told['drawn'])}"


def session_slipped(seat: Listener, fact: Fact) -> Told:
    title = seat.labels.session(fact.told["session"])
    return "session", f"{title} slips by {days(fact.told['to'] - fact.tick)}"


def report_published(seat: Listener, fact: Fact) -> Told:
    who = seat.who(fact) or "press"
    number = fact.told["text"]
    about = f"text {number} is balanced" if number else "it is balanced"
    return who, _REPORTS.get(fact.told["kind"], f"{seat.does(fact, 'doubt')} that {about}")


def statement_made(seat: Listener, fact: Fact) -> Told:
    says = f"{seat.does(fact, 'say')} in public that"
    if fact.provenance in MARKS:
        said = {
            "progress": f"{says} there is progress",
            "doubt": f"{seat.does(fact, 'show')} little confidence that agreement is near",
            "no sign": f"{seat.does(fact, 'give')} no sign that agreement is near",
        }
        return seat.who(fact), said[fact.told["kind"]]
    near = "near" if fact.told["kind"] == "progress" else "far off"
    chance = fact.told["chance"]
    much = "" if chance is None else f" ({in_100(chance)})"
    return seat.who(fact), f"{says} agreement is {near}{much}"


def red_line_stated(seat: Listener, fact: Fact) -> Told:
    issue = fact.told["issue"]
    on = f" on {spoken(issue)}" if issue else ""
    if fact.provenance in MARKS:
        return seat.who(fact), f"{seat.does(fact, 'state')} {seat.own(fact)} red line{on} in public"
    self_ = "yourself" if seat.mine(fact) else "itself"
    return seat.who(fact), f"{seat.does(fact, 'commit')} {self_} in public{on}"


def text_tabled(seat: Listener, fact: Fact) -> Told:
    paper = seat.paper(fact.told["text"])
    text = f"{seat.text(paper.number)}, {CALLED[paper.label]}"
    if fact.told.get("revises"):
        text += f", in place of text {fact.told['revises']}"
    by, carrier = seat.actor(fact.told["by"]), fact.told.get("via", "")
    if carrier:
        own = "" if carrier == fact.told["by"] else f", tabled by {by}"
        return seat.labels.actor(carrier), f"brings you {text}{own}"
    if fact.told.get("late"):
        return YOU, f"have {text}, tabled by {by}, in hand"
    return seat.who(fact), f"{seat.does(fact, 'table')} {text}"


def answered(seat: Listener, fact: Fact) -> Told:
    answer, before, number = fact.told["answer"], fact.told["before"], fact.told["text"]
    verb = SAYS[answer]
    if seat.mine(fact):
        verb = {"reject": "formally reject"}.get(answer, answer)
    if answer == before:
        return seat.who(fact), f"{'stand' if seat.mine(fact) else 'stands'} by {_noun(seat, fact)}"
    now = "now " if before else ""
    return seat.who(fact), f"{now}{verb} text {number}"


def _noun(seat: Listener, fact: Fact) -> str:
    return f"{seat.own(fact)} {NOUNS[fact.told['answer']]} to text {fact.told['text']}"


def text_lapsed(seat: Listener, fact: Fact) -> Told:
    why = "lapses" if fact.told["why"] == "deadline" else "is replaced"
    return f"text {fact.told['text']}", why


def message_relayed(seat: Listener, fact: Fact) -> Told:
    told = fact.told
    if told["kind"] == "text":
        return YOU, f"have text {told['text']} brought to {seat.actor(told['to'])}"
    mood = f"{seat.labels.actor(told['about'])} {_MOODS[told['mood']]} text {told['text']}"
    tells = f"{seat.does(fact, 'tell')} {seat.actor(told['to'])} in confidence"
    return seat.who(fact), f"{tells}: {mood}"


def assessment_formed(seat: Listener, fact: Fact) -> Told:
    told = fact.told
    if told["exhausted"]:
        return "your staff", "know no further text to table"
    if told["keeps"]:
        chance = in_100(told["chance"])
        return "your staff", f"know none surer than text {told['text']}, which they give {chance}"
    text = f"give text {told['text']} {in_100(told['chance'])} to get every yes in time"
    order = [name for name in seat.labels.actor_ids if name in told["tilts"]]
    tilts = ", ".join(
        f"{seat.labels.actor(name)} {signed(100.0 * told['tilts'][name])}" for name in order
    )
    return "your staff", f"{text}; its tilt, by what you believe: {tilts}" if tilts else text


def shock_struck(seat: Listener, fact: Fact) -> Told:
    titles = {shock.id: shock.title for shock in seat.tables.shocks}
    text = titles.get(fact.told["shock"], spoken(fact.told["shock"]))
    shift = fact.told["shift"]
    return "shock", f"{text}; your no-deal worth {signed(100.0 * shift)}" if shift else text


def input_changed(seat: Listener, fact: Fact) -> Told:
    told = ", ".join(f"{path} = {value}" for path, value in fact.told["sets"].items())
    return "changed", f"from here on {told}"


def decision_passed(seat: Listener, fact: Fact) -> Told:
    return YOU, _PASSED[fact.told["kind"]]


def framework_agreed(seat: Listener, fact: Fact) -> Told:
    number = fact.told["text"]
    on = f" on text {number}" if number else ""
    return "all", f"FRAMEWORK{on}: enough have said yes"


def item_settled(seat: Listener, fact: Fact) -> Told:
    return "item", f"settled: {fact.told['item']}"


def ratification_voted(seat: Listener, fact: Fact) -> Told:
    text = "ratifies it" if fact.told["passed"] else "votes it down at home"
    return seat.labels.actor(fact.actor), text


def talks_suspended(seat: Listener, fact: Fact) -> Told:
    by = fact.told["by"]
    whose = "your formal no" if by == seat.known.seat else f"the formal no of {seat.actor(by)}"
    return "talks", f"SUSPENDED after {whose}" if by else "SUSPENDED after a formal no"


def talks_resumed(seat: Listener, fact: Fact) -> Told:
    return "talks", "resume"


def talks_collapsed(seat: Listener, fact: Fact) -> Told:
    return "talks", "COLLAPSE"


def implementation_failed(seat: Listener, fact: Fact) -> Told:
    if fact.told["why"] == "ratification":
        return "all", "the framework FAILS: it is not ratified"
    return "all", "the framework BREAKS DOWN before all is settled"


def deal_concluded(seat: Listener, fact: Fact) -> Told:
    return "all", "DEAL: nothing is left to settle"


def horizon_reached(seat: Listener, fact: Fact) -> Told:
    return "horizon", "the talks end here"


NEWS: dict[type[Event], Callable[[Listener, Fact], Told]] = {
    RecordClosed: record_closed,
    DemandRaised: demand_raised,
    DemandWithdrawn: demand_withdrawn,
    SessionConvened: session_convened,
    SessionSlipped: session_slipped,
    ReportPublished: report_published,
    StatementMade: statement_made,
    RedLineStated: red_line_stated,
    TextTabled: text_tabled,
    TextAccepted: answered,
    TextCriticised: answered,
    TextRejected: answered,
    AnswerRevised: answered,
    TextLapsed: text_lapsed,
    MessageRelayed: message_relayed,
    AssessmentFormed: assessment_formed,
    ShockStruck: shock_struck,
    InputChanged: input_changed,
    DecisionPassed: decision_passed,
    FrameworkAgreed: framework_agreed,
    ItemSettled: item_settled,
    RatificationVoted: ratification_voted,
    TalksSuspended: talks_suspended,
    TalksResumed: talks_resumed,
    TalksCollapsed: talks_collapsed,
    ImplementationFailed: implementation_failed,
    DealConcluded: deal_concluded,
    HorizonReached: horizon_reached,
}


def lines(seat: Listener, since: int = 0) -> list[Line]:
    """What a seat knows but for its first facts, numbered by its own count."""
    told = [(place, fact) for place, fact in enumerate(seat.known.facts) if fact.kind in NEWS]
    return [
        _line(seat, number, fact) for number, (place, fact) in enumerate(told, 1) if place >= since
    ]


def _line(seat: Listener, number: int, fact: Fact) -> Line:
    simulated = fact.provenance not in MARKS
    if simulated or fact.kind is RecordClosed:
        when = seat.labels.day(fact.tick)
    else:
        when = seat.labels.when(fact.tick, fact.when or seat.planned(fact), simulated=False)
    who, text = NEWS[fact.kind](seat, fact)
    mark = SIMULATED if simulated else MARKS[fact.provenance]
    terms = seat.terms(fact) if fact.kind in (TextTabled, FrameworkAgreed) else ()
    return Line(number, mark, when, who, text, terms=terms)
