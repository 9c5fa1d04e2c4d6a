"""GeniusWeb (Jonker et al. 2020): a domain and linear additive profiles in JSON, one party each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from sim.imports.additive import CLOSE, Additive, Profile, Subject, drafted
from sim.imports.draft import Draft
from sim.imports.importing import TALKS, ImportRequest
from sim.imports.json_tree import (
    Named,
    items,
    looks_like,
    mapping,
    number_of,
    text_of,
    tree,
    wanted,
)
from sim.imports.notes import Notes, refuse
from sim.imports.sources import Source
from sim.scenario.tree import Node

_LINEAR = "LinearAdditiveUtilitySpace"
_DOMAIN = "issuesValues"
_ORDERS = ("DefaultPartialOrdering", "PartialOrdering", "CategoricalSpace")


class _GeniusWeb:
    """The format."""

    about = "a GeniusWeb domain and its profiles (JSON)"
    leads_to = TALKS

    def fits(self, sources: Sequence[Source]) -> bool:
        """Whether every file is JSON, and one names a space or a domain of it."""
        return all(one.ending == ".json" for one in sources) and any(
            looks_like(one, _LINEAR, _DOMAIN, *_ORDERS) for one in sources
        )

    def read(self, sources: Sequence[Source], request: ImportRequest) -> Draft:
        """The scenario in them."""
        notes = Notes()
        if request.quota is not None:
            refuse(sources[0].start, "no influence to count votes by", "leave out --quota")
        trees = [(source, tree(source)) for source in sources]
        spaces = [_space(source, root) for source, root in trees if not _is_domain(root)]
        domains = [(source, root) for source, root in trees if _is_domain(root)]
        if len(domains) > 1:
            refuse(domains[1][0].start, "a second domain", "give one, and its profiles")
        if len(spaces) < 2:
            wrong = f"{len(spaces)} profiles of two or more"
            refuse(sources[0].start, wrong, f"give a file with {_LINEAR} for each party")
        root = domains[0][1] if domains else wanted(spaces[0].node, "domain")
        subjects = _subjects(root)
        name = root.get("name")
        additive = Additive(
            name.text if name is not None and name.text else sources[0].stem,
            (domains[0][0] if domains else spaces[0].source).start,
            subjects,
            [_profile(space, subjects, notes) for space in spaces],
        )
        return drafted(additive, request, notes)


def _is_domain(root: Node) -> bool:
    return root.get(_DOMAIN) is not None


def _space(source: Source, root: Node) -> Named:
    linear = root.get(_LINEAR)
    if linear is None:
        first = next(iter(mapping(root, "the profile")), "")
        order = any(name in first for name in _ORDERS)
        wrong = "a partial order" if order else "a space that is not linear additive"
        why = ": an order alone says nothing of how much" if order else ""
        refuse(root.place, f"{wrong} (got {first!r:.60})", f"give a {_LINEAR}{why}")
    return Named(source, linear)


def _subjects(domain: Node) -> list[Subject]:
    found = []
    for name, node in mapping(wanted(domain, _DOMAIN), _DOMAIN).items():
        if node.get("range") is not None:
            wrong = f"the issue {name!r:.60} is a range of numbers"
            refuse(node.place, wrong, "list its values, each with its utility")
        options = tuple(text_of(one, "a value") for one in items(wanted(node, "values"), "values"))
        if len(set(options)) < len(options):
            refuse(node.place, f"a value of {name!r:.60} stands there twice", "name each once")
        found.append(Subject(name, options, node.place))
    return found


def _profile(space: Named, subjects: Sequence[Subject], notes: Notes) -> Profile:
    titles = [subject.title for subject in subjects]
    given = mapping(wanted(space.node, "issueUtilities"), "issueUtilities")
    weights = mapping(wanted(space.node, "issueWeights"), "issueWeights")
    for name, node in [*given.items(), *weights.items()]:
        if name not in titles:
            cure = f"it has {', '.join(titles):.200}"
            refuse(node.place, f"the issue {name!r:.60} is not in the domain", cure)
    shares, worths = [], []
    for subject in subjects:
        for block, what in ((given, "utilities"), (weights, "a weight")):
            if subject.title not in block:
                refuse(space.node.place, f"{subject.title!r:.60} without {what}", "add them")
        weight = number_of(weights[subject.title], "the weight", 0, 1)
        shares.append(Fraction(weight))
        worths.append(_worths(given[subject.title], subject, notes))
    if abs(sum(shares, Fraction(0)) - 1) > CLOSE:
        notes.assumed("weights are made shares of one", space.node.place)
    notes.carried(f"weights and utilities of {space.name:.60}", space.node.place)
    reservation = _reservation(space, subjects, shares, worths, notes)
    return Profile(space.name, space.node.place, shares, worths, reservation)


def _worths(node: Node, subject: Subject, notes: Notes) -> list[Fraction]:
    discrete = node.get("discreteutils", "valueUtilities")
    if discrete is None:
        wrong = f"{subject.title!r:.60} has no discreteutils"
        refuse(node.place, wrong, "give a utility for each value")
    given = mapping(discrete, "valueUtilities")
    for option, one in given.items():
        if option not in subject.options:
            cure = f"write one of {', '.join(subject.options):.200}"
            refuse(one.place, f"the value {option!r:.60} is not in the domain", cure)
    found = []
    for option in subject.options:
        if option in given:
            found.append(Fraction(number_of(given[option], "the utility", 0, 1)))
            continue
        notes.assumed(f"{option!r:.60} of {subject.title!r:.60} is worth 0, as there", node.place)
        found.append(Fraction(0))
    return found


def _reservation(
    space: Named,
    subjects: Sequence[Subject],
    weights: Sequence[Fraction],
    worths: Sequence[Sequence[Fraction]],
    notes: Notes,
) -> Fraction | Sequence[str]:
    """The package that no deal comes to; where it leaves an issue out, that is worth 0."""
    bid = space.node.get("reservationBid", "issuevalues")
    if bid is None:
        wrong = f"no reservation bid of {space.name:.60}: no deal is worth 0"
        notes.assumed(wrong, space.node.place)
        return Fraction(0)
    chosen = _chosen(mapping(bid, "the reservation bid"), subjects)
    notes.carried(f"the reservation bid of {space.name:.60}: what no deal comes to", bid.place)
    if len(chosen) == len(subjects):
        return [chosen[subject.title] for subject in subjects]
    notes.assumed(f"issues that the bid of {space.name:.60} leaves out are worth 0", bid.place)
    parts = [
        weight * row[subject.options.index(chosen[subject.title])]
        for subject, weight, row in zip(subjects, weights, worths, strict=True)
        if subject.title in chosen
    ]
    return sum(parts, Fraction(0)) / sum(weights, Fraction(0))


def _chosen(bid: Mapping[str, Node], subjects: Sequence[Subject]) -> dict[str, str]:
    known = {subject.title: subject for subject in subjects}
    found = {}
    for issue, node in bid.items():
        option = text_of(node, "the value")
        if issue not in known or option not in known[issue].options:
            wrong = f"{issue!r:.60}: {option!r:.60} is not in the domain"
            refuse(node.place, wrong, "write one of its values")
        found[issue] = option
    return found


FORMAT = _GeniusWeb()
