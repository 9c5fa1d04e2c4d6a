"""NegMAS (Mohammad et al. 2021): a folder with an outcome space and a utility function a party.

As NegMAS 0.16 writes them (`Scenario.dumpas`), in YAML or JSON. Values are taken as they stand, and
not divided by the highest of their issue.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sim.errors import FileFaults
from sim.imports.additive import CLOSE, Additive, Profile, Subject, drafted
from sim.imports.draft import Draft
from sim.imports.importing import TALKS, ImportRequest
from sim.imports.json_tree import Named, items, mapping, number_of, text_of, wanted
from sim.imports.notes import ForeignError, Notes, refuse
from sim.imports.sources import Source
from sim.scenario.reading import read_tree
from sim.scenario.tree import Node

_ENDINGS = (".yml", ".yaml", ".json")
_LINEAR = ("LinearAdditiveUtilityFunction", "LinearUtilityAggregationFunction")
_NEVER = ("-.inf", "-Infinity", "-.Inf", "-.INF")


class _NegMAS:
    """The format."""

    about = "a NegMAS scenario (a folder with an outcome space and utility functions)"
    leads_to = TALKS

    def fits(self, sources: Sequence[Source]) -> bool:
        """Whether one names an outcome space, and one a utility function."""
        return all(one.ending in _ENDINGS for one in sources) and any(
            b"OutcomeSpace" in one.content or b"UtilityFunction" in one.content for one in sources
        )

    def read(self, sources: Sequence[Source], request: ImportRequest) -> Draft:
        """The scenario in it."""
        notes = Notes()
        if request.quota is not None:
            refuse(sources[0].start, "no influence to count votes by", "leave out --quota")
        trees = [(source, _tree(source)) for source in sources]
        spaces = [(source, root) for source, root in trees if root.get("issues") is not None]
        if len(spaces) != 1:
            place = sources[0].start if not spaces else spaces[1][0].start
            refuse(place, f"{len(spaces)} outcome spaces", "give one, with its utility functions")
        source, root = spaces[0]
        functions = [Named(*one) for one in trees if one[1].get("values") is not None]
        for other, node in trees:
            if node.get("issues") is None and node.get("values") is None:
                notes.lost("a file with neither issues nor values", other.start)
        if len(functions) < 2:
            wrong = f"{len(functions)} utility functions of two or more"
            refuse(source.start, wrong, "give a file for each party")
        subjects = _subjects(root)
        name = root.get("name")
        additive = Additive(
            name.text if name is not None and name.text else source.stem,
            source.start,
            subjects,
            [_profile(function, subjects, notes) for function in functions],
        )
        return drafted(additive, request, notes)


def _tree(source: Source) -> Node:
    try:
        root, faults = read_tree(source.text.replace("\t", " "), source.name, "see what wrote it")
    except FileFaults as error:
        raise ForeignError(error.faults) from error
    if faults:
        raise ForeignError(faults)
    return root


def _subjects(root: Node) -> list[Subject]:
    found: list[Subject] = []
    for node in items(wanted(root, "issues"), "issues"):
        title = text_of(wanted(node, "name"), "the name")
        options = _options(wanted(node, "values"), title)
        if len(set(options)) < len(options) or title in {one.title for one in found}:
            refuse(node.place, f"{title!r:.60} or a value of it stands there twice", "once each")
        found.append(Subject(title, options, node.place))
    if not found:
        refuse(root.place, "no issues", "add some")
    return found


def _options(node: Node, title: str) -> tuple[str, ...]:
    values = items(node, f"the values of {title:.60}")
    return tuple(text_of(one, "a value") for one in values)


def _profile(function: Named, subjects: Sequence[Subject], notes: Notes) -> Profile:
    root = function.node
    kind = root.get("type")
    told = "" if kind is None or kind.text is None else kind.text.rpartition(".")[2]
    if told not in _LINEAR:
        cure = f"give a {_LINEAR[0]} of tables"
        refuse(root.place, f"a utility function that is no sum (got {told!r:.60})", cure)
    values = items(wanted(root, "values"), "values")
    given = items(wanted(root, "weights"), "weights")
    if len(values) != len(subjects) or len(given) != len(subjects):
        wrong = f"{len(values)} values and {len(given)} weights for {len(subjects)} issues"
        refuse(root.place, wrong, "give one of each an issue")
    weights = [Fraction(number_of(one, "the weight", 0, 1e6)) for one in given]
    whole = sum(weights, Fraction(0))
    if abs(whole - 1) > CLOSE:
        cure = "divide them by it: worths would be others here"
        refuse(wanted(root, "weights").place, f"weights that sum to {float(whole):g}", cure)
    worths = [_worths(one, subject) for one, subject in zip(values, subjects, strict=True)]
    notes.carried(f"weights and values of {function.name:.60}", root.place)
    for key in ("bias", "reserved_outcome"):
        node = root.get(key)
        if node is not None and node.text not in ("null", "0", "0.0", "~", ""):
            refuse(node.place, f"{key} is set", "leave it out: it is not read")
    return Profile(function.name, root.place, weights, worths, _reservation(function, notes))


def _worths(node: Node, subject: Subject) -> list[Fraction]:
    table = node.get("mapping")
    if table is None:
        wrong = f"{subject.title!r:.60} is no table of values"
        refuse(node.place, wrong, "write TableFun, with a mapping")
    given = mapping(table, "the mapping")
    for option, one in given.items():
        if option not in subject.options:
            cure = f"write one of {', '.join(subject.options):.200}"
            refuse(one.place, f"{option!r:.60} is not in the outcome space", cure)
    missing = [option for option in subject.options if option not in given]
    if missing:
        refuse(table.place, f"{missing[0]!r:.60} has no value", "add it")
    return [Fraction(number_of(given[o], "the value", 0, 1)) for o in subject.options]


def _reservation(function: Named, notes: Notes) -> Fraction:
    node = function.node.get("reserved_value")
    if node is None or node.text in ("null", "~", "", *_NEVER):
        place = function.node.place if node is None else node.place
        notes.assumed(f"no reserved value of {function.name:.60}: no deal is worth 0", place)
        return Fraction(0)
    notes.carried(f"the reserved value of {function.name:.60}: what no deal is worth", node.place)
    return Fraction(number_of(node, "the reserved value", 0, 1))


FORMAT = _NegMAS()
