"""Whether the talks can be held: calendar, packages, who must agree and who hears of it."""

from __future__ import annotations

from math import prod

from sim.scenario.attending import surely_in
from sim.scenario.calendar import Session
from sim.scenario.checks.review import Review
from sim.scenario.dates import Day
from sim.scenario.language import EXPIRES
from sim.scenario.limits import LIMITS, amount
from sim.scenario.pace import ceiling
from sim.scenario.tables import MAX_ACTORS, MAX_OPTIONS, MAX_PACKAGES

_FORMS = (("when",), ("from", "to"), ("every",))


def check(review: Review) -> None:
    """Fault talks that cannot be held."""
    _calendar(review)
    _packages(review)
    _tables(review)
    _consent(review)
    _answers(review)
    _items(review)
    _votes(review)
    if not review.scenario.ranked:  # else no talks are played
        _authors(review)
        _hears(review)
        _pace(review)


def _calendar(review: Review) -> None:
    calendar = review.scenario.calendar
    if calendar.now < calendar.start:
        wrong = f"before the start (got {calendar.now}, start {calendar.start})"
        review.fault(("calendar", "now"), wrong, "write a day from the start on")
    elif not LIMITS["start_to_now"].holds((calendar.now - calendar.start).days):
        most = amount(LIMITS["start_to_now"].most, "days")
        wrong = f"a record of more than {most} (got {calendar.start} to {calendar.now})"
        review.fault(("calendar", "start"), wrong, "write a later start")
    _ends(review)
    recurring = None
    for name, session in calendar.sessions.items():
        path = ("calendar", "sessions", name)
        _session(review, path, session)
        if session.every is not None and recurring is not None:
            wrong = f"a second session that recurs (the first is {recurring})"
            review.fault((*path, "every"), wrong, "keep one of the two", key=True)
        recurring = name if session.every is not None else recurring


def _ends(review: Review) -> None:
    """Fault ends of the talks, as an actor plans for or as announced, that lie before the start."""
    scenario, calendar = review.scenario, review.scenario.calendar
    ends: list[tuple[tuple[str, ...], object]] = [
        (("calendar", "deadline"), calendar.deadline),
        (("calendar", "deadline_announced"), calendar.deadline_announced),
        (("parties", "planning_horizon"), scenario.parties.planning_horizon),
        *(
            (("actors", name, "planning_horizon"), actor.planning_horizon)
            for name, actor in scenario.actors.items()
        ),
    ]
    for path, day in ends:
        if isinstance(day, Day) and day.first < calendar.start:
            wrong = f"before the start (got {day.words}, start {calendar.start})"
            review.fault(path, wrong, "write a later day, or an earlier start")
    if calendar.deadline_announced is not None and calendar.deadline is None:
        path = ("calendar", "deadline_announced")
        review.fault(path, "no deadline is given", "add deadline, or take it out", key=True)


def _session(review: Review, path: tuple[str, ...], session: Session) -> None:
    if session.every is not None and isinstance(session.attend, dict):
        wrong = "sessions to come, of which nothing is reported"
        review.fault((*path, "attend"), wrong, "list who attends, or leave it out for everyone")
    keys = review.root.ids(*path)
    given = [form for form in _FORMS if set(form) & set(keys)]
    if len(given) != 1 or not set(given[0]) <= set(keys):
        wrong = f"dated by {' and '.join(key for form in given for key in form) or 'nothing'}"
        if len(given) == 1:
            wrong = f"dated by only one of {' and '.join(given[0])}"
        review.fault(path, wrong, "write when, or from and to, or every", key=True)
        return
    if (
        session.from_ is not None
        and session.to is not None
        and session.to.last < session.from_.first
    ):
        wrong = f"ends before it begins (got {session.to.words}, from {session.from_.words})"
        review.fault((*path, "to"), wrong, "write the earlier day first")
    for field, day in (("when", session.when), ("from", session.from_)):
        if day is not None and day.first < review.scenario.calendar.start:
            wrong = f"before the start (got {day.words})"
            review.fault((*path, field), wrong, "write a later day, or an earlier start")


def _packages(review: Review) -> None:
    for issue in review.issues:
        options = len(review.options(issue))
        if options < 2:
            wrong = "fewer than two options"
            review.fault(("issues", issue, "options"), wrong, "add what else could be agreed")
        elif options > MAX_OPTIONS:
            wrong = f"more than {MAX_OPTIONS:,} options (got {options:,})"
            cure = "write fewer, in larger steps"
            review.fault(("issues", issue, "options"), wrong, cure, key=True)
    count = prod(len(review.options(issue)) for issue in review.issues)
    if count > MAX_PACKAGES:
        wrong = f"more than {MAX_PACKAGES:,} packages (got {count:,})"
        review.fault(("issues",), wrong, "use fewer issues or options", key=True)


def _tables(review: Review) -> None:
    """Fault talks of fewer than two, or of more than can be played."""
    parties, actors = review.parties(), len(review.actors)
    if actors > MAX_ACTORS:
        wrong = f"more than {MAX_ACTORS:,} actors (got {actors:,})"
        review.fault(
            ("actors",), wrong, "merge those who hold the same position into one", key=True
        )
    if len(parties) < 2:
        wrong = f"fewer than two parties (got {', '.join(parties) or 'none'})"
        review.fault(("actors",), wrong, "give two actors the role party", key=True)


def _authors(review: Review) -> None:
    """Fault talks without those whom their protocol needs to table."""
    parties = review.parties()
    mediators = [name for name in review.scenario.actors if "mediator" in review.roles(name)]
    match review.scenario.protocol:
        case "mediated":
            authors = mediators
            if not mediators:
                cure = "give one the role mediator, or write protocol: alternating_offers"
                review.fault(("actors",), "no mediator", cure, key=True)
        case "alternating_offers":
            authors = list(parties)
            if len(parties) > 2:
                wrong = f"alternating offers of more than two (got {', '.join(parties)})"
                review.fault(("protocol",), wrong, "use mediated, or two parties")
        case _:
            return
    for name, text in review.scenario.texts.items():
        if text.by in review.actors and text.by not in authors:
            wrong = f"by one who tables no texts (got {text.by})"
            review.fault(("texts", name, "by"), wrong, f"write one of {', '.join(authors)}")


def _consent(review: Review) -> None:
    consent = review.scenario.consent
    for name in consent.weights:
        if name in review.actors and "party" not in review.roles(name):
            wrong = f"a weight of one that is no party (got {name})"
            review.fault(("consent", "weights", name), wrong, "take it out", key=True)
    weights = [consent.weights.get(name, 1.0) for name in review.parties()]
    if weights and not any(weights):
        wrong = "no party has any weight"
        review.fault(("consent", "weights"), wrong, "give one a weight above 0", key=True)
    for place, name in enumerate(consent.vetoes):
        roles = review.roles(name)
        if roles and not {"party", "stakeholder"} & set(roles):
            wrong = f"a veto of one who answers no text (got {name})"
            review.fault(("consent", "vetoes", place), wrong, "name a party or stakeholder")


def _answers(review: Review) -> None:
    """Fault a time to answer where texts have no end."""
    block = review.scenario.answers
    review.known_pick(("answers", "expires"), block.expires, EXPIRES, "word")
    never = block.expires is not None and block.expires.sure == "no"
    if never and "answer_by" in block.model_fields_set:
        wrong = "texts have no end (answers.expires is no)"
        review.fault(("answers", "answer_by"), wrong, "take it out", key=True)


def _items(review: Review) -> None:
    """Fault items of one name: what settles is told by it."""
    items = review.scenario.after_yes.items
    for place, item in enumerate(items):
        if item in items[:place]:
            path = ("after_yes", "items", place)
            review.fault(path, f"listed twice (got {item})", "keep one of the two")


def _votes(review: Review) -> None:
    for name, vote in review.scenario.after_yes.ratification.items():
        path = ("after_yes", "ratification", name)
        voter = review.scenario.actors.get(name)
        if voter is not None and not voter.answers:
            wrong = f"a vote where there is nothing to win or lose (got {name})"
            review.fault(path, wrong, "name a party or stakeholder", key=True)
        if vote.seats is None:
            for field in ("majority", "support"):
                if field in vote.model_fields_set:
                    review.fault((*path, field), "no seats are given", "add seats", key=True)
        elif "k" in vote.model_fields_set:
            wrong = "a vote both by surplus and by seats"
            review.fault((*path, "k"), wrong, "keep k, or seats", key=True)
        elif vote.majority is not None and vote.majority > vote.seats:
            wrong = f"more than there are seats (got {vote.majority} of {vote.seats})"
            review.fault((*path, "majority"), wrong, f"write {vote.seats} or less")


_QUIETER = {  # what to write where most events come of this
    "statements": "fewer statements",
    "answer_by": "a longer answers.answer_by",
    "deliberation": "a longer deliberation",
    "revision_delay": "a longer revision_delay",
    "counter_delay": "a longer counter_delay",
    "resumes": "a slower suspension.resumes",
    "rethink": "a longer rethink",
    "every": "sessions farther apart",
    "rest": "fewer actors",
}


def _pace(review: Review) -> None:
    """Fault talks of which a run could hold more events than it can keep."""
    parts = ceiling(review.scenario)
    count, most = sum(parts.values()), LIMITS["events"].most
    if count > most:
        cause = max(parts, key=parts.__getitem__)
        wrong = f"more than {most:,.0f} events could happen in a run (got {count:,})"
        review.fault(
            ("calendar", "horizon"), wrong, f"write a shorter horizon, or {_QUIETER[cause]}"
        )


def _hears(review: Review) -> None:
    """Fault an actor that must answer and never hears of a text."""
    if review.scenario.protocol != "mediated":
        return
    seated: set[str] = set()
    for session in review.scenario.calendar.sessions.values():
        seated |= surely_in(session.attend, review.actors)
    reached = {
        name
        for actor in review.scenario.actors.values()
        if "mediator" in actor.roles
        for name in actor.reaches
    }
    if not seated | reached <= set(review.actors):
        return  # a misspelt name is faulted where it stands
    for name in review.scenario.actors:
        hears = "mediator" in review.roles(name) or name in seated | reached
        if review.asked(name) and not hears:
            wrong = "must agree, and has neither seat nor channel"
            cure = f"let it attend a session, or add {name} to what a mediator reaches"
            review.fault(("actors", name), wrong, cure, key=True)
