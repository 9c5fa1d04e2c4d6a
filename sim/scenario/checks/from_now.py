"""Whether what a what-if from now changes is still to come: what the talks look up as they go."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sim.scenario.checks.review import Review
from sim.scenario.defaults import rows
from sim.scenario.language import Stance, Vote
from sim.scenario.rows import ANSWERS, MEDIATES, ROLES
from sim.scenario.settings import steps
from sim.scenario.tree import Data, Node

_WRONG, _CURE = "cannot change from now on (got from: now)", "write from: start"
_HELD = {row.path: row.free for row in rows("actor")} | {
    "no_deal.package": ANSWERS, "counters": frozenset(ROLES), "reaches": MEDIATES,
    "leans": MEDIATES, "needed": frozenset({"stakeholder"}),
}  # fmt: skip
_STANCE = set(Stance.model_fields) - {"raised", "before", "withdrawn", "evidence", "assumed"}
_TALKS = {row.path for row in rows("talks") if row.from_now != "settled"} | {
    "calendar.slips", "mediation.rule", "answers.standard", "answers.expires",
}  # fmt: skip
_NAMED = (("calendar", "sessions"), ("after_yes", "ratification"))  # mappings of named entries
_SAYS_WHY = {"evidence", "assumed"}

Where = tuple[str, ...]


def check(review: Review, name: str) -> None:
    """Fault what a variant from now sets that is settled by then."""
    for kind in ("set", "add"):
        for path in review.root.ids("what_if", name, kind):
            at = ("what_if", name, kind, path)
            where, new = steps(review.root, path), review.root.get(*at)
            if where[-1] == "withdrawn":
                _withdrawal(review, at, new)
                continue
            for below in _changed(review, where, new):
                if not _acts(review, (*where, *below)):
                    review.fault((*at, *below), _WRONG, _CURE, key=True)
                    break
    for entry, kept in review.scenario.what_if[name].answers.items():
        if kept == "drop":
            review.fault(("what_if", name, "answers", entry), _WRONG, _CURE, key=True)


def acts(review: Review, path: str) -> bool:
    """Whether the talks look up what stands at a path from now on."""
    return _acts(review, steps(review.root, path))


def _withdrawal(review: Review, at: Where, new: Node | None) -> None:
    """A move of its own on its day: only by its own path, and not taken back."""
    parts = at[-1].split(".")
    if new is None or new.data() is None:
        review.fault(at, _WRONG, _CURE, key=True)
    elif parts[0] not in review.actors:
        wrong = f"not begun with the actor (got {at[-1]})"
        review.fault(at, wrong, f"write {'.'.join(parts[1:])}", key=True)


def _changed(review: Review, where: Where, new: Node | None) -> Iterator[Where]:
    """The fields of a block that are set to something else; itself, if it is no block."""
    old = review.root.get(*where)
    before = None if old is None else old.data()
    after = None if new is None else new.data()
    gone = after is None and isinstance(before, dict) and where[:-1] not in _NAMED
    if isinstance(after, dict) or gone:
        yield from _differing(before, after, (), review.issues)
    else:
        yield ()


def _differing(before: Data, after: Data, below: Where, issues: Where) -> Iterator[Where]:
    ours = before if isinstance(before, dict) else {}
    theirs = after if isinstance(after, dict) else {}
    if "choice" in ours or "choice" in theirs or not (ours or theirs):
        yield below
        return
    for key in dict.fromkeys((*ours, *theirs)):
        one, other = ours.get(key), theirs.get(key)
        if key in _SAYS_WHY or (one == other and (key in ours) == (key in theirs)):
            continue
        blocks = isinstance(one, dict) + isinstance(other, dict)
        if blocks == 2 or (blocks and key in issues):
            yield from _differing(one, other, (*below, key), issues)
        else:  # what comes or goes is judged as a whole
            yield (*below, key)


def _acts(review: Review, where: Where) -> bool:
    """Whether the talks look a field up from now on."""
    match where:
        case ("actors", actor, *rest) if actor in review.actors:
            return _held(review, actor, rest)
        case ("parties", *rest):
            return rest[:1] == ["salience"] or _free(rest, {"party"})
        case ("calendar", "sessions", session, field):
            return _meets(review, session, field)
        case ("after_yes", "ratification", voter, field):
            return voter in review.scenario.after_yes.ratification and field in Vote.model_fields
        case ("shocks", shock, field, *_):
            return shock in review.scenario.shocks and field in {"hazard", "shift"}
    return where[:1] == ("consent",) or ".".join(where) in _TALKS


def _free(rest: list[str], roles: Collection[str]) -> bool:
    """Whether what an actor in these roles holds may be set from now on."""
    if rest[:1] == ["no_deal"]:
        rest = rest[:2]
    return rest == ["no_deal"] or not _HELD.get(".".join(rest), frozenset()).isdisjoint(roles)


def _held(review: Review, actor: str, rest: list[str]) -> bool:
    match rest:
        case [issue] if issue in review.issues:
            return True
        case [issue, field, *_] if issue in review.issues:
            return field in _STANCE
        case ["interactions", *_]:
            return review.scenario.actors[actor].answers
    return _free(rest, review.roles(actor))


def _meets(review: Review, name: str, field: str) -> bool:
    """Whether a session is one that recurs, or is planned for after now."""
    session = review.scenario.calendar.sessions.get(name)
    if session is None:
        return False
    if session.every is not None:
        return field in {"attend", "level", "every"}
    opens = session.when or session.from_
    later = opens is not None and opens.last > review.scenario.calendar.now
    return later and field in {"attend", "level"}
