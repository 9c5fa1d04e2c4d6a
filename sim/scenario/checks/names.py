"""Whether every name means something: ids, options, texts, facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.plugins import PROTOCOLS, RULES, TACTICS, Registry
from sim.scenario.attending import PRESENCE
from sim.scenario.checks.review import Path, Review
from sim.scenario.language import LABELS, REST, STATUS_QUO, Actor, NoDeal, Scenario
from sim.scenario.rules import STANDARDS
from sim.scenario.tree import Node
from sim.scenario.validation import nearest
from sim.scenario.words import Pick

_RESERVED = ("none", "nothing", "press", "unknown")


def check(review: Review) -> None:
    """Fault every name that means nothing, or two things."""
    _own_names(review)
    _texts(review)
    _no_deals(review)
    _others(review)
    _plugins(review)
    _evidence(review)


def _own_names(review: Review) -> None:
    top = [info.alias or name for name, info in Scenario.model_fields.items()]
    for actor in review.actors:
        if actor in top or actor in _RESERVED:
            wrong = f"an actor by a name that means something else (got {actor})"
            review.fault(("actors", actor), wrong, "choose another id", key=True)
    for issue in review.issues:
        if issue in Actor.model_fields or issue in (*_RESERVED, "why", "rest"):
            wrong = f"an issue by a name that means something else (got {issue})"
            review.fault(("issues", issue), wrong, "choose another id", key=True)
        for option in review.options(issue):
            if option in _RESERVED:
                wrong = f"an option by a name that means something else (got {option})"
                path = ("issues", issue, "options", option)
                review.fault(path, wrong, "choose another id", key=True)
    for name, block in review.scenario.issues.items():
        quo = ("issues", name, "status_quo")
        review.known_pick(quo, block.status_quo, review.options(name), "option")


def _texts(review: Review) -> None:
    for name, text in review.scenario.texts.items():
        path: tuple[str, ...] = ("texts", name)
        review.known((*path, "by"), text.by, review.actors, "actor")
        review.known_pick((*path, "label"), text.label, LABELS, "label")
        _terms(review, (*path, "terms"), text.terms)


def _no_deals(review: Review) -> None:
    """Fault packages of no deal that say too little, or beside a worth."""
    blocks: dict[tuple[str, ...], NoDeal] = {("parties",): review.scenario.parties.no_deal}
    blocks |= {("actors", name): actor.no_deal for name, actor in review.scenario.actors.items()}
    for holder, block in blocks.items():
        path = (*holder, "no_deal", "package")
        _terms(review, path, block.package)
        missing = [issue for issue in review.issues if issue not in block.package]
        if block.package and missing and REST not in block.package:
            wrong, cure = f"no option for {', '.join(missing)}", f"add rest: {STATUS_QUO}"
            review.fault(path, wrong, f"name one, or {cure}", key=True)
        if {"worth", "package"} <= block.model_fields_set:
            review.fault(path, "both worth and package", "keep one of the two", key=True)


def _terms(review: Review, path: tuple[str, ...], terms: Mapping[str, Pick]) -> None:
    """Fault options that there are not, by issue; `rest` stands for all that are not named."""
    review.known_keys(path, terms, (*review.issues, REST), "issue")
    rest = terms.get(REST)
    if rest is not None and rest.sure != STATUS_QUO:
        wrong = f"the rest is no one option (got {rest.words})"
        review.fault((*path, REST), wrong, f"write {STATUS_QUO}, or name each issue")
    for issue, term in terms.items():
        if issue in review.issues:
            review.known_pick((*path, issue), term, review.options(issue), "option")


def _others(review: Review) -> None:
    scenario, actors = review.scenario, review.actors
    review.known_keys(("parties", "salience"), scenario.parties.salience, review.issues, "issue")
    for name, session in scenario.calendar.sessions.items():
        path: tuple[str, ...] = ("calendar", "sessions", name, "attend")
        if isinstance(session.attend, dict):
            review.known_keys(path, session.attend, actors, "actor")
            for actor, presence in session.attend.items():
                review.known_pick((*path, actor), presence, PRESENCE, "presence")
        else:
            review.known_list(path, session.attend or (), actors)
    review.known_keys(("consent", "weights"), scenario.consent.weights, actors, "actor")
    review.known_list(("consent", "vetoes"), scenario.consent.vetoes, actors)
    standard = scenario.answers.standard
    review.known_pick(("answers", "standard"), standard, STANDARDS, "standard")
    path = ("after_yes", "ratification")
    review.known_keys(path, scenario.after_yes.ratification, actors, "actor")
    for name, shock in scenario.shocks.items():
        review.known_keys(("shocks", name, "shift"), shock.shift, actors, "actor")


def _plugins(review: Review) -> None:
    scenario = review.scenario
    _there_is(review, ("protocol",), scenario.protocol, PROTOCOLS)
    _there_is(review, ("parties", "tactic"), scenario.parties.tactic, TACTICS)
    for name, actor in scenario.actors.items():
        _there_is(review, ("actors", name, "tactic"), actor.tactic, TACTICS)
    rule = scenario.mediation.rule
    for name in () if rule is None else rule.names:
        _there_is(review, ("mediation", "rule"), name, RULES)


def _there_is(review: Review, path: Path, name: str, registry: Registry[object]) -> None:
    """Fault a protocol or tactic that nobody has; one that is broken ends it all."""
    if not name or name in registry.built_in:
        return
    if name in registry:
        registry.find(name)
        return
    names = registry.names()
    near = nearest(name, names)
    there_are = ", ".join(names)
    cure = f"{near} (there are {there_are})" if near.endswith("?") else near
    review.fault(path, f"unknown {registry.kind} (got {name})", cure)


def _evidence(review: Review) -> None:
    facts = tuple(review.evidence.facts)
    listed = review.root.get("seeds")
    wanted = 0 if listed is None or listed.items is None else len(listed.items)
    whole = len(review.evidence.seeds) == wanted  # else an unread file may hold the fact
    for at, block in _blocks(review.root, ()):
        evidence = (block.keys or {})["evidence"]
        for name in evidence.keys or {}:
            _backs_something(review, (*at, "evidence", name), name, block)
        for where, fact in _cited(evidence, (*at, "evidence")):
            if fact not in facts and whole:
                wrong = f"unknown fact (got {fact})"
                cure = nearest(fact, facts) if facts else "list its file under seeds"
                review.fault(where, wrong, cure)


def _backs_something(review: Review, path: tuple[str | int, ...], name: str, block: Node) -> None:
    below = [key for key in block.keys or {} if key not in {"evidence", "assumed"}]
    for holder in ("options", "terms", "package"):
        below += block.ids(holder)
    if name not in below:
        wrong = f"backs nothing that this block says (got {name})"
        review.fault(path, wrong, nearest(name, below), key=True)


def _blocks(
    node: Node, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Node]]:
    for place, item in enumerate(node.items or ()):
        yield from _blocks(item, (*path, place))
    for key, below in (node.keys or {}).items():
        if key == "evidence":
            yield path, node
        elif path[:1] not in {("what_if",), ("hypotheses",)}:
            yield from _blocks(below, (*path, key))


def _cited(
    evidence: Node, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if evidence.text is not None:
        yield path, evidence.text
    for place, node in enumerate(evidence.items or ()):
        yield from _cited(node, (*path, place))
    for key, node in (evidence.keys or {}).items():
        yield from _cited(node, (*path, key))
