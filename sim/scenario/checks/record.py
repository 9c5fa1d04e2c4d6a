"""Whether the record can have happened: who did what, to what, and in which order."""

from __future__ import annotations

from sim.scenario.checks.review import Review
from sim.scenario.language import Entry
from sim.scenario.record_order import ANSWERS, STANDING

ON_TEXTS = ("table", *ANSWERS, "doubt")
ON_DEMANDS = (*STANDING, "state red line")
PUBLIC = ("claim progress", "report collapse")


def check(review: Review) -> None:
    """Fault a record that cannot have happened."""
    _dates(review)
    for name, entry in review.scenario.record.items():
        _who(review, name, entry)
        if entry.does in ON_TEXTS:
            _on_text(review, name, entry)
        elif entry.does in ON_DEMANDS:
            _on_demand(review, name, entry)
        elif entry.what:
            wrong = f"{entry.does} is about no text and no issue (got {entry.what})"
            review.fault(("record", name, "what"), wrong, "take `what` out")
    _withdrawals(review)
    _answers(review)


def _dates(review: Review) -> None:
    calendar = review.scenario.calendar
    if calendar.now < calendar.start:
        return  # faulted there
    above, latest = "", None
    for name, entry in review.scenario.record.items():
        path = ("record", name, "when")
        if entry.when.first < calendar.start:
            wrong = f"before the start (got {entry.when.words}, start {calendar.start})"
            review.fault(path, wrong, "write a later day, or an earlier start")
        if entry.when.last > calendar.now:
            wrong = f"after now (got {entry.when.words}, now {calendar.now})"
            review.fault(path, wrong, "the record ends now: write an earlier day, or a later now")
        if latest is not None and entry.when.last < latest:
            wrong = f"out of order: earlier than {above} above it (got {entry.when.words})"
            review.fault(path, wrong, f"put {name} above {above}")
        elif latest is None or entry.when.first > latest:
            above, latest = name, entry.when.first


def _who(review: Review, name: str, entry: Entry) -> None:
    path = ("record", name, "who")
    for who in entry.who.names:
        if who == "press":
            if entry.does not in PUBLIC:
                wrong = f"the press does not {entry.does}"
                review.fault(path, wrong, "name an actor")
            continue
        if not review.known(path, who, (*review.actors, "press"), "actor"):
            continue
        if entry.does in ANSWERS and review.roles(who) and not review.asked(who):
            wrong = f"an answer of one whose consent nobody needs (got {who})"
            review.fault(path, wrong, "name one whose consent is needed, or write does: doubt")


def _on_text(review: Review, name: str, entry: Entry) -> None:
    path = ("record", name, "what")
    if not entry.what:
        cure = (
            f"add what: one of {', '.join(review.texts)}" if review.texts else "describe the text"
        )
        review.fault(("record", name), f"{entry.does} of no text", cure, key=True)
    elif review.known(path, entry.what, review.texts, "text") and entry.does == "table":
        text = review.scenario.texts.get(entry.what)
        if text is not None and text.by in review.actors and entry.who.names != (text.by,):
            wrong = f"tabled by another than its author (got {entry.who.words})"
            review.fault(("record", name, "who"), wrong, f"write {text.by}")


def _on_demand(review: Review, name: str, entry: Entry) -> None:
    path = ("record", name, "what")
    if not entry.what and entry.does == "state red line":
        return
    actor, _, issue = entry.what.partition(".")
    if entry.who.names != (actor,):
        who = entry.who.words
        wrong = f"{entry.does} of something that is not {who}'s (got {entry.what or 'nothing'})"
        review.fault(path, wrong, f"write what: {who}.ISSUE, a stance of {who}")
    elif review.known(path, issue, review.issues, "issue") and actor in review.scenario.actors:
        stances = review.scenario.actors[actor].stances
        if issue not in stances and "party" not in review.roles(actor):
            wrong = f"{actor} has no stance there (got {entry.what})"
            review.fault(path, wrong, f"say what {actor} wants on {issue}")


def _withdrawals(review: Review) -> None:
    """Fault demands withdrawn above the entry that raises them."""
    raised = {e.what: n for n, e in reversed(review.scenario.record.items()) if e.does == "raise"}
    for name, entry in review.scenario.record.items():
        if entry.does == "raise":
            raised.pop(entry.what, None)
        elif entry.does == "withdraw" and entry.what in raised:
            wrong = f"withdraw of a demand not raised yet (got {entry.what})"
            cure = f"put {raised[entry.what]}, which raises it, above {name}"
            review.fault(("record", name, "what"), wrong, cure)


def _answers(review: Review) -> None:
    """Fault answers to a text that is not on the table."""
    live: str | None = None
    tabled: set[str] = set()
    for name, entry in review.scenario.record.items():
        if entry.what not in review.texts:
            continue
        if entry.does == "table":
            live = entry.what
            tabled.add(entry.what)
        elif entry.does in (*ANSWERS, "doubt") and entry.what not in tabled:
            wrong = f"{entry.does} of a text not tabled yet (got {entry.what})"
            cure = f"put the entry that tables {entry.what} above {name}"
            review.fault(("record", name, "what"), wrong, cure)
        elif entry.does in ANSWERS and entry.what != live:
            wrong = f"{entry.does} of a text that {live} has taken the place of (got {entry.what})"
            review.fault(("record", name, "what"), wrong, f"put {name} above it")
