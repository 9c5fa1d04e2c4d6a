"""Whether what the record tells and what the actors' lines say are one story."""

from __future__ import annotations

from sim.model.worth import value
from sim.scenario.checks.review import Review
from sim.scenario.dates import Day
from sim.scenario.defaults import DEFAULTS
from sim.scenario.distributions import bounds
from sim.scenario.fields import said
from sim.scenario.language import Entry, Stance, TextBlock
from sim.scenario.pace import span
from sim.scenario.record_order import ANSWERS
from sim.scenario.stance_building import steps_of
from sim.scenario.words import Quantity
from sim.text import many


def check(review: Review) -> None:
    """Fault a record and lines that cannot both hold."""
    if len(review.scenario.record) < len(review.root.ids("record")):
        return  # a record at fault tells no story
    for actor, block in review.scenario.actors.items():
        for issue, stance in block.stances.items():
            _told_once(review, (actor, issue), stance)
    for name, entry in review.scenario.record.items():
        text = review.scenario.texts.get(entry.what)
        if text is None or entry.does not in ANSWERS:
            continue
        _not_lapsed(review, name, entry, text)
        if entry.does == "accept" and entry.who.sure is not None:
            _no_hard_line(review, (name, entry), entry.who.sure, text)


def _entry(review: Review, what: str, does: str) -> tuple[str, Entry] | None:
    for name, entry in review.scenario.record.items():
        if entry.what == what and entry.does == does:
            return name, entry
    return None


def _told_once(review: Review, at: tuple[str, str], stance: Stance) -> None:
    """Fault a date that the record tells otherwise, or ought to tell."""
    path, what = ("actors", *at), ".".join(at)
    raised = _entry(review, what, "raise")
    withdrawn = _entry(review, what, "withdraw")
    for field, day, told in (
        ("raised", stance.raised, raised),
        ("withdrawn", stance.withdrawn, withdrawn),
    ):
        if day is not None and told is not None and not _same(day, told[1].when):
            recorded = f"record.{told[0]} {told[1].when.words}"
            wrong = f"the record says otherwise (got {day.words}, {recorded})"
            review.fault((*path, field), wrong, "write the same date, or leave it to the record")
    now = review.scenario.calendar.now
    if stance.withdrawn is not None and withdrawn is None and stance.withdrawn.first <= now:
        wrong = f"not after now, and not in the record (got {stance.withdrawn.words})"
        review.fault((*path, "withdrawn"), wrong, "add an entry that does: withdraw")
    if stance.before is not None and stance.raised is None and raised is None:
        wrong = "what was wanted before a demand that is never raised"
        review.fault((*path, "before"), wrong, "add raised, or take it out", key=True)
    if stance.raised is None or stance.withdrawn is None:
        return
    if stance.withdrawn.last < stance.raised.first:
        wrong = f"withdrawn before it is raised (got {stance.withdrawn.words})"
        review.fault((*path, "withdrawn"), wrong, f"write a day after {stance.raised.words}")


def _same(one: Day, other: Day) -> bool:
    same = (one.first, one.last) == (other.first, other.last)
    return same or (one.month and one.words == other.words)


def _not_lapsed(review: Review, name: str, entry: Entry, text: TextBlock) -> None:
    tabled = _entry(review, entry.what, "table")
    if tabled is None:
        return
    if text.answer_by is None:
        return  # not before all have heard it
    longest = span(text.answer_by, "answer_by")[1]
    days = (entry.when.first - tabled[1].when.last).days
    if days > longest:
        wrong = f"an answer {many(days, 'day')} after the text, which lapses after {longest:g}"
        cure = f"give texts.{entry.what}.answer_by more days"
        review.fault(("record", name, "when"), wrong, cure)


def _no_hard_line(review: Review, told: tuple[str, Entry], who: str, text: TextBlock) -> None:
    """Fault a yes to terms that the actor's lines say it can never accept."""
    actor, (name, entry) = review.scenario.actors.get(who), told
    for issue, stance in {} if actor is None else actor.stances.items():
        term = text.term(issue, review.scenario.issues)
        if term is None or not _surely_stands(review, f"{who}.{issue}", stance, entry):
            continue
        likely = tuple(option for option, weight in term.weights or () if weight > 0.0)
        options = review.options(issue)
        if likely and all(_surely_crosses(stance, option, options) for option in likely):
            wrong = f"a yes across {who}'s hard red line on {issue} (got {term.words})"
            cure = f"let {who}.{issue}.red_line be soft or unknown, or mend the terms"
            review.fault(("record", name, "does"), wrong, cure)


def _surely_stands(review: Review, what: str, stance: Stance, entry: Entry) -> bool:
    """Whether a demand is raised before an entry, and not withdrawn by it, on every date told."""
    raised = _day(review, what, "raise", stance.raised)
    withdrawn = _day(review, what, "withdraw", stance.withdrawn)
    return (raised is None or raised.last < entry.when.first) and (
        withdrawn is None or withdrawn.first > entry.when.last
    )


def _day(review: Review, what: str, does: str, own: Day | None) -> Day | None:
    """When a demand is raised or withdrawn: by the record where it tells of it."""
    told = _entry(review, what, does)
    return own if told is None else told[1].when


def _surely_crosses(stance: Stance, option: str, options: tuple[str, ...]) -> bool:
    """Whether an option crosses a hard line wherever that may lie and whatever may lift it."""
    if stance.red_line is None or stance.red_line.sure != "hard" or option not in options:
        return False
    place, found = options.index(option), steps_of(stance, options)
    start = stance.red_line_from
    for steps in found:
        last = float(max(steps)) if start is None or start.unknown else _most(start, 0.0)
        crosses = option in stance.red_line_at if stance.red_line_at else steps[place] >= last
        if steps[place] == 0 or not crosses:
            return False
    if not stance.purpose:
        return True
    least = span(said(stance, DEFAULTS["lifted_at"]), "lifted_at")[0]
    return all(_most_service(stance, option, s, place) < least for s in found)


def _most_service(stance: Stance, option: str, steps: tuple[int, ...], place: int) -> float:
    """How far an option may serve a purpose at the most, in points."""
    if option in stance.also_served_by:
        return _most(stance.also_served_by[option], 0.0)
    return 100.0 * value(steps[place], max(steps), DEFAULTS["tolerance"].most)


def _most(written: Quantity, otherwise: float) -> float:
    return (bounds(written.dist) or (otherwise, otherwise))[1]
