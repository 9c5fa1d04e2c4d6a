"""gmcr-py (Kinsara et al. 2015): a conflict for the graph model: options, rankings and moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.errors import Place
from sim.imports.convening import calendar, convened
from sim.imports.draft import Draft, DraftActor, DraftIssue, Ids, titled
from sim.imports.importing import ImportRequest
from sim.imports.json_tree import items, looks_like, text_of, tree, wanted
from sim.imports.notes import Notes, refuse
from sim.imports.sources import Source
from sim.scenario.tree import Data, Node

_TAKEN, _LEFT = "taken", "not-taken"
_MEANS = {"Y": _TAKEN, "N": _LEFT}
_WAYS: Mapping[str, Data] = {
    "fwd": {_LEFT: _TAKEN}, "back": {_TAKEN: _LEFT}, "both": "all", "none": None,
}  # fmt: skip
_MOST = 14  # options: twice as many states for each


@dataclass(frozen=True, slots=True)
class _Option:
    """One option of the conflict, which is an issue here: it is taken, or not."""

    id: str
    title: str
    way: str
    place: Place


class _Gmcr:
    """The format."""

    about = "a conflict of gmcr-py (JSON)"
    leads_to = ("stability", "map")

    def fits(self, sources: Sequence[Source]) -> bool:
        """Whether it is one file that names decision makers."""
        return len(sources) == 1 and looks_like(sources[0], "decisionMakers")

    def read(self, sources: Sequence[Source], request: ImportRequest) -> Draft:
        """The scenario in it."""
        if len(sources) != 1:
            refuse(sources[1].start, "a second conflict", "give one")
        if request.quota is not None:
            refuse(sources[0].start, "no influence to count votes by", "leave out --quota")
        source, notes = sources[0], Notes()
        root = tree(source)
        options = _options(wanted(root, "options"))
        closed = _infeasible(root, options)
        states = _states(len(options), closed)
        notes.carried(f"{len(states)} states, as infeasible says", wanted(root, "options").place)
        ids, makers = Ids("actor"), items(wanted(root, "decisionMakers"), "decisionMakers")
        actors = [_actor(node, options, states, ids, notes) for node in makers]
        for key in ("coalitions", "coalitionsFull"):
            if (named := root.get(key)) is not None:
                notes.lost(f"{key}: stability looks at every coalition", named.place)
        return _drafted(source, request, options, (actors, ids), closed, notes)


def _drafted(
    source: Source,
    request: ImportRequest,
    options: Sequence[_Option],
    who: tuple[list[DraftActor], Ids],
    closed: Sequence[Mapping[int, str]],
    notes: Notes,
) -> Draft:
    issues = tuple(
        DraftIssue(
            one.id, {"title": one.title, "options": {_LEFT: "no", _TAKEN: "yes"}}, 2, one.place
        )
        for one in options
    )
    more: dict[str, Data] = {"calendar": calendar(notes)}
    if closed:
        more["infeasible"] = [
            {**{options[k].id: _MEANS[said] for k, said in one.items()}, "why": "gmcr-py says so"}
            for one in closed
        ]
    protocol, actors = convened(who[0], who[1], source.start, notes)
    title = request.title or titled(" ".join(source.stem.replace("_", " ").split()), source.start)
    return Draft(
        title, source.start, issues, tuple(actors), notes.all(), more={"protocol": protocol, **more}
    )


def _options(node: Node) -> list[_Option]:
    ids, found = Ids("option"), []
    for one in items(node, "options"):
        name = wanted(one, "name")
        title = titled(text_of(name, "the name"), name.place)
        way = one.get("permittedDirection")
        told = "both" if way is None else text_of(way, "permittedDirection")
        if told not in _WAYS:
            refuse(one.place, f"no direction (got {told!r:.40})", f"write {', '.join(_WAYS)}")
        found.append(_Option(ids.of(title), title, told, one.place))
    if not 1 <= len(found) <= _MOST:
        refuse(node.place, f"{len(found)} options", f"give 1 to {_MOST}")
    return found


def _conditions(node: Node, options: int) -> dict[int, str]:
    """What an entry says of options: taken or not."""
    found: dict[int, str] = {}
    for pair in items(node, "an entry of infeasibles"):
        parts = items(pair, "a condition")
        if len(parts) != 2:
            refuse(pair.place, f"a condition of {len(parts)} parts", 'write [0, "Y"]')
        place = _whole(parts[0], "the option", 0, options - 1)
        said = text_of(parts[1], "Y or N")
        if said not in _MEANS:
            refuse(parts[1].place, f"neither Y nor N (got {said!r:.40})", "write Y or N")
        found[place] = said
    if not found:
        refuse(node.place, "a condition that says nothing", "take it out")
    return found


def _infeasible(root: Node, options: Sequence[_Option]) -> list[dict[int, str]]:
    node = root.get("infeasibles")
    if node is None:
        return []
    return [_conditions(one, len(options)) for one in items(node, "infeasibles")]


def _states(options: int, closed: Sequence[Mapping[int, str]]) -> list[tuple[str, ...]]:
    """Those that can be, in gmcr-py's order: its first option changes first."""
    found = []
    for number in range(2**options):
        state = tuple("Y" if number >> k & 1 else "N" for k in range(options))
        if not any(all(state[k] == said for k, said in one.items()) for one in closed):
            found.append(state)
    return found


def _actor(
    node: Node,
    options: Sequence[_Option],
    states: Sequence[tuple[str, ...]],
    ids: Ids,
    notes: Notes,
) -> DraftActor:
    name = wanted(node, "name")
    title = titled(text_of(name, "the name"), name.place)
    control: dict[str, Data] = {}
    for one in items(wanted(node, "options"), "the options"):
        option = options[_whole(one, "the option", 0, len(options) - 1)]
        if _WAYS[option.way] is not None:
            control[option.id] = _WAYS[option.way]
    ranking = node.get("preferenceRanking")
    if ranking is None:
        refuse(node.place, f"no preferenceRanking of {title:.60}", "save it with gmcr-py again")
    levels = [_level(one, options, states) for one in items(ranking, "preferenceRanking")]
    _see_all(ranking, len(states))
    notes.carried(f"what {title:.60} controls, and its ranking", ranking.place)
    if (said := node.get("preferences")) is not None and said.items:
        notes.lost(f"the statements that the ranking of {title:.60} came of", said.place)
    block: dict[str, Data] = {"title": title, "roles": ["party"]}
    if control:
        block["control"] = control
    return DraftActor(ids.of(title), {**block, "ranking": levels}, node.place)


def _level(node: Node, options: Sequence[_Option], states: Sequence[tuple[str, ...]]) -> Data:
    """A state, or those that are as good, by their numbers."""
    if node.items is not None:
        return [_level(one, options, states) for one in node.items]
    state = states[_whole(node, "the state", 1, len(states)) - 1]
    return {one.id: _MEANS[said] for one, said in zip(options, state, strict=True)}


def _see_all(ranking: Node, states: int) -> None:
    """Refuse an order in which a state is missing, or stands twice."""
    numbers = [one.text for node in ranking.items or () for one in (node.items or (node,))]
    for number in range(1, states + 1):
        count = numbers.count(str(number))
        if count != 1:
            wrong = f"state {number} stands {count} times in it"
            refuse(ranking.place, wrong, f"write each of 1 to {states} once")


def _whole(node: Node, what: str, least: int, most: int) -> int:
    text = text_of(node, what)
    if not text.isascii() or not text.isdigit() or not least <= int(text[:9]) <= most:
        refuse(node.place, f"{what} is none of {least} to {most} (got {text!r:.40})", "write one")
    return int(text)


FORMAT = _Gmcr()
