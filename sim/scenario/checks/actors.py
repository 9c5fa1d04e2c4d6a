"""Whether actors hold together: roles, stances, what only some of them have."""

from __future__ import annotations

from itertools import combinations

from sim.scenario.building import NEEDED, YES_NO
from sim.scenario.checks.review import Review
from sim.scenario.defaults import rows
from sim.scenario.distributions import bounds
from sim.scenario.language import Actor, Stance
from sim.scenario.numeric import Scale
from sim.scenario.rows import ANSWERS, MEDIATES, ROLES
from sim.scenario.stance_building import NOTHING, steps_of
from sim.scenario.words import as_option

_ROLES = {  # by field: in which roles it says something; the numbers' stand in their rows
    **dict.fromkeys(("no_deal", "interactions", "tactic"), ANSWERS),
    **dict.fromkeys(("leans", "reaches"), MEDIATES),
    "counters": frozenset({"party"}),
    **{row.key: row.roles for row in rows("actor", "")},
}
_LINES = ("none", "soft", "hard")


def check(review: Review) -> None:
    """Fault what an actor's lines say against each other."""
    shared = review.scenario.parties.counters
    review.known_pick(("parties", "counters"), shared, YES_NO, "answer")
    for name, actor in review.scenario.actors.items():
        _roles(review, name, actor)
        _belongs(review, name, actor)
        _needed(review, name, actor)
        review.known_list(("actors", name, "reaches"), actor.reaches, review.actors)
        towards = ("none", *(party for party in review.parties() if party != name))
        review.known_pick(("actors", name, "leans"), actor.leans, towards, "party")
        _interactions(review, name, actor)
        review.known_pick(("actors", name, "counters"), actor.counters, YES_NO, "answer")
        keys = (*review.issues, *Actor.model_fields)
        review.known_keys(("actors", name), actor.stances, keys, "key")
        for issue, stance in actor.stances.items():
            if issue in review.issues:
                _stance(review, ("actors", name, issue), stance, review.options(issue))


def _interactions(review: Review, name: str, actor: Actor) -> None:
    """Fault pairs of options that there are not, or on which the actor has no stake."""
    for one, block in actor.interactions.items():
        path = ("actors", name, "interactions", one, "between")
        review.known_keys(path, block.between, review.issues, "issue")
        for issue, option in block.between.items():
            if issue not in review.issues:
                continue
            review.known((*path, issue), option, review.options(issue), "option")
            if "party" not in actor.roles and issue not in actor.stances:
                wrong = f"{name} has no stance there (got {issue})"
                review.fault((*path, issue), wrong, f"say what {name} wants on {issue}", key=True)


def _roles(review: Review, name: str, actor: Actor) -> None:
    if not actor.roles:
        review.fault(("actors", name, "roles"), "no role", "write [party], or what it is")
    elif len(set(actor.roles)) < len(actor.roles):
        review.fault(("actors", name, "roles"), "a role listed twice", "keep one of the two")
    elif (
        "stakeholder" in actor.roles
        and "party" not in actor.roles
        and not (actor.stances or actor.ranking)
    ):
        wrong = "a stakeholder with no stake"
        review.fault(("actors", name), wrong, "say what it wants on an issue", key=True)
    elif "observer" in actor.roles and len(actor.roles) > 1:
        wrong = f"an observer with another role (got [{', '.join(actor.roles)}])"
        review.fault(("actors", name, "roles"), wrong, "take observer out, or the other")
    elif not actor.answers and actor.stances:
        issue = next(iter(actor.stances))
        wrong = "a stance of one whose consent nobody needs"
        cure = "add the role stakeholder, or take it out"
        review.fault(("actors", name, issue), wrong, cure, key=True)


def _needed(review: Review, name: str, actor: Actor) -> None:
    """Fault a word on the consent of one of whom it is settled, or none of the words.

    It may stand beside `opposes: nothing`: a what-if takes opposition away, or brings it.
    """
    if actor.needed is None:
        return
    path = ("actors", name, "needed")
    if "party" in actor.roles:
        wrong = "a party's consent is always needed"
        review.fault(path, f"{wrong} (got {actor.needed.words})", "take it out", key=True)
    elif "stakeholder" not in actor.roles:
        _no_effect(review, name, "needed", "stakeholder")
    review.known_pick(path, actor.needed, NEEDED, "word")
    if name in review.scenario.consent.vetoes and actor.needed.sure == "no":
        wrong = "a veto of one whose consent is never needed (got no)"
        review.fault(path, wrong, "write always or on change, or take the veto out")


def _belongs(review: Review, name: str, actor: Actor) -> None:
    """Fault a field that has no effect in the actor's roles."""
    for field, roles in _ROLES.items():
        if field in actor.model_fields_set and roles.isdisjoint(actor.roles):
            *most, last = sorted(roles, key=ROLES.index)
            _no_effect(review, name, field, " or ".join(filter(None, (", ".join(most), last))))


def _no_effect(review: Review, name: str, field: str, role: str) -> None:
    wrong = f"only a {role} has this (got roles [{', '.join(review.roles(name))}])"
    review.fault(("actors", name, field), wrong, "take it out, or add the role", key=True)


def _stance(
    review: Review, path: tuple[str, ...], stance: Stance, options: tuple[str, ...]
) -> None:
    review.known_pick((*path, "wants"), stance.wants, options, "option")
    if stance.opposes is not None and stance.opposes.sure != NOTHING:
        review.known_pick((*path, "opposes"), stance.opposes, options, "option")
    if stance.before is not None and stance.before.sure != NOTHING:
        review.known_pick((*path, "before"), stance.before, options, "option")
    review.known_pick((*path, "red_line"), stance.red_line, _LINES, "kind of red line")
    review.known_keys((*path, "also_served_by"), stance.also_served_by, options, "option")
    for one, other in combinations(("wants", "opposes", "points", "curve"), 2):
        if {one, other} <= stance.model_fields_set:
            wrong = f"both {one} and {other}"
            review.fault((*path, other), wrong, "keep one of the two", key=True)
    _worths(review, path, stance, options)
    _line(review, path, stance, options)
    _purpose(review, path, stance)


def _worths(
    review: Review, path: tuple[str, ...], stance: Stance, options: tuple[str, ...]
) -> None:
    """Fault points that leave an option out, and a curve that joins no numbers end to end."""
    for name, given in (("points", stance.points), ("curve", stance.curve)):
        review.known_keys((*path, name), given, options, "option")
    missing = [as_option(o) for o in options if stance.points and o not in stance.points]
    if missing:
        wrong, cure = f"no points for {', '.join(missing)}", "give every option its points"
        review.fault((*path, "points"), wrong, cure, key=True)
    ends = [as_option(end) for end in (options[0], options[-1]) if end not in stance.curve]
    if stance.curve and not isinstance(review.scenario.issues[path[-1]].options, Scale):
        wrong = "a curve over options that are no numbers"
        review.fault((*path, "curve"), wrong, "write points", key=True)
    elif stance.curve and ends:
        wrong = f"a curve that does not reach {' and '.join(ends)}"
        review.fault((*path, "curve"), wrong, "give both ends their points", key=True)


def _line(review: Review, path: tuple[str, ...], stance: Stance, options: tuple[str, ...]) -> None:
    """Fault a red line that nothing can cross, or that lies where the actor wants to be."""
    review.known_list((*path, "red_line_at"), stance.red_line_at, options, "option")
    given = [name for name in ("red_line_from", "red_line_at") if name in stance.model_fields_set]
    if given and (stance.red_line is None or stance.red_line.sure == "none"):
        cure = "say whether red_line is soft or hard, or take it out"
        review.fault((*path, given[0]), "no red line is given", cure, key=True)
    if len(given) == 2:
        wrong = "both red_line_from and red_line_at"
        review.fault((*path, "red_line_at"), wrong, "keep one of the two", key=True)
    if not set(_positions(stance)) <= set(options) or not set(stance.worths) <= set(options):
        return  # faulted where it stands
    most = max(max(steps) for steps in steps_of(stance, options))
    start = stance.red_line_from
    if start is not None and not start.unknown and (bounds(start.dist) or (0.0, 0.0))[1] > most:
        wrong = f"beyond the last option, {most} steps from the best (got {start.words})"
        review.fault((*path, "red_line_from"), wrong, f"write {most} or less")
    for place, option in enumerate(stance.red_line_at):
        if option in _surely_best(stance, options):
            wrong = f"a red line at what it wants most (got {as_option(option)})"
            review.fault((*path, "red_line_at", place), wrong, "take it out")


def _surely_best(stance: Stance, options: tuple[str, ...]) -> set[str]:
    """The options of which none is worth more, whatever is drawn."""
    spans = {o: bounds(worth.dist) or (0.0, 0.0) for o, worth in stance.worths.items()}
    if not spans:
        steps = steps_of(stance, options)
        return {o for place, o in enumerate(options) if all(one[place] == 0 for one in steps)}
    highest = {o: max(high for other, (_, high) in spans.items() if other != o) for o in spans}
    return {o for o, (low, _) in spans.items() if low >= highest[o]}


def _positions(stance: Stance) -> tuple[str, ...]:
    position = stance.wants if stance.opposes is None else stance.opposes
    return () if position is None else position.names


def _purpose(review: Review, path: tuple[str, ...], stance: Stance) -> None:
    if stance.purpose and stance.wants is None:
        wrong = "a purpose of nothing that is wanted"
        review.fault((*path, "purpose"), wrong, "say what it wants", key=True)
    for field in ("also_served_by", "purpose_share", "lifted_at"):
        if field in stance.model_fields_set and not stance.purpose:
            cure = "say the purpose, or take it out"
            review.fault((*path, field), "no purpose is given", cure, key=True)
