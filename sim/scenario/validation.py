"""From a tree to a checked scenario, or every fault at its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ValidationError

from sim.errors import Fault, Place
from sim.scenario.language import Actor, Scenario, Stance
from sim.scenario.limits import amount
from sim.scenario.misplaced import belongs, model_in
from sim.scenario.tree import Data, Node, node_of, written
from sim.scenario.words import bare, number_of

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Loc = tuple[str | int, ...]
MANY = 12  # names that are listed in full where all are numbers


@dataclass(frozen=True)
class Finder:
    """Puts faults at the place in a tree that a path names."""

    root: Node

    def place(self, path: Sequence[str | int], *, key: bool = False) -> Place:
        """Where the value (or its key) stands; else the nearest block above it."""
        for end in range(len(path), 0, -1):
            above, last = self.root.get(*path[: end - 1]), path[end - 1]
            node = self.root.get(*path[:end])
            if node is None or above is None:
                continue
            at_key = key or end < len(path)
            if at_key and above.keys is not None and str(last) in above.key_places:
                return above.key_places[str(last)]
            return node.place
        return self.root.place

    def fault(
        self, path: Sequence[str | int], wrong: str, cure: str, *, key: bool = False
    ) -> Fault:
        """A fault at a path of the tree."""
        return Fault(self.place(path, key=key), shown(path), wrong, cure)


def shown(path: Sequence[str | int]) -> str:
    """A path as a user writes it: actors without `actors.`."""
    parts = [str(step) for step in path]
    return ".".join(parts[1:] if len(parts) > 1 and parts[0] == "actors" else parts)


def nearest(name: str, known: Sequence[str], what: str = "one") -> str:
    """What to write instead of an unknown name."""
    numbers = [number for one in known if (number := number_of(one)) is not None]
    if len(numbers) == len(known) > 0:
        return _nearest_number(number_of(name), numbers, what)
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]}?"
    return f"write {what} of {', '.join(known)}" if known else f"there is no {what} to write"


def _nearest_number(sought: float | None, numbers: Sequence[float], what: str) -> str:
    if sought is not None:
        return f"did you mean {bare(min(numbers, key=lambda one: abs(one - sought)))}?"
    shown = [bare(one) for one in numbers]
    listed = shown if len(shown) <= MANY else [*shown[:2], "...", shown[-1]]
    return f"write {what} of {', '.join(listed)}"


def scenario_of(root: Node) -> tuple[Scenario | None, list[Fault]]:
    """The models of a tree, and what is wrong with its values.

    Values that are wrong count as left out, so that the rest can still be checked; None
    where too little is left.
    """
    try:
        return _on_record(Scenario.model_validate(root.data())), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    for detail in details:
        detail["loc"] = tuple(step for step in detail["loc"] if step not in _TAGS)
    faults = list(dict.fromkeys(_fault(detail, root) for detail in details))
    try:
        return _on_record(Scenario.model_validate(_without(root, details).data())), faults
    except ValidationError:
        return None, faults


def _on_record(scenario: Scenario) -> Scenario:
    """The same, months of the record that contain the start or now cut to what is on record."""
    calendar = scenario.calendar
    record = {
        name: entry.model_copy(update={"when": entry.when.within(calendar.start, calendar.now)})
        for name, entry in scenario.record.items()
    }
    return scenario.model_copy(update={"record": record})


_TAGS = ("[named]", "[scale]")  # what pydantic adds where a field may be of two kinds
_STAND_INS: dict[Loc, Data] = {("title",): "untitled", ("calendar", "horizon"): "90 days"}
_WHOLE = ("texts", "shocks", "what_if", "hypotheses")  # blocks whose entries can be missed


def _without(root: Node, details: list[ErrorDetails]) -> Node:
    """The tree without what is wrong in it. A record is missed as a whole: order counts."""
    for detail in reversed(details):
        loc = _clean(detail["loc"])
        if loc in _STAND_INS:
            root = root.with_(loc, node_of(_STAND_INS[loc], root.place))
        elif loc[:1] == ("record",):
            root = root.with_(("record",), None)
        elif len(loc) > 1 and loc[0] in _WHOLE:
            root = root.with_(loc[:2], None)
        elif root.get(*loc) is not None:
            root = root.with_(loc, None)
    return root


def _clean(loc: Loc) -> Loc:
    return loc[:-1] if loc and loc[-1] == "[key]" else loc


def _fault(detail: ErrorDetails, root: Node) -> Fault:
    finder, loc = Finder(root), detail["loc"]
    context: dict[str, Any] = detail.get("ctx", {})
    node = root.get(*_clean(loc))
    if _is_misnamed(loc, root):
        return _unknown_key(finder, loc)
    match detail["type"]:
        case "fault":
            return finder.fault(loc, context["wrong"], context["cure"])
        case "extra_forbidden":
            return _unknown_key(finder, loc)
        case "missing":
            return finder.fault(loc, "missing", f"add `{loc[-1]}:`")
        case "string_pattern_mismatch":
            key = loc[-1] == "[key]"
            got = str(loc[-2]) if key or node is None else _got(node.data())
            cure = "use small letters, digits, - and _"
            if key and node is not None and node.data() is None:  # what a stray comma leaves
                cure += "; put a text that has a comma in quotes inside {}"
            return finder.fault(_clean(loc), f"not an id (got {got})", cure, key=key)
        case "literal_error":
            choices = [choice.strip("'") for choice in context["expected"].split(", ")]
            flat = [name.strip("'") for choice in choices for name in choice.split("' or '")]
            got = _got(None if node is None else node.data())
            return finder.fault(loc, f"none of its words (got {got})", nearest(got, flat))
        case kind:
            return _wrong_kind(finder, loc, kind, context)


_KINDS = {
    "string_type": ("not a text", "write text, in quotes if it looks like a number"),
    "tuple_type": ("not a list", "write [one, two]"),
    "dict_type": ("no mapping", "write `key: value` lines"),
    "model_type": ("no mapping", "write `key: value` lines"),
    "string_too_short": ("an empty text", "write some text"),
    "int_parsing": ("not a whole number", "write a number such as 3"),
    "int_type": ("not a whole number", "write a number such as 3"),
    "int_from_float": ("not a whole number", "write a number such as 3"),
    "float_type": ("not a number", "write a number such as 3"),
    "float_parsing": ("not a number", "write a number such as 3"),
}


def _wrong_kind(finder: Finder, loc: Loc, kind: str, context: dict[str, Any]) -> Fault:
    node = finder.root.get(*loc)
    got = _got(None if node is None else node.data())
    match kind:
        case "tuple_type" if node is not None and node.text:
            wrong, cure = "not a list", f"write [{written(node.data())}]"
        case "too_short":
            wrong, cure = f"fewer than {context['min_length']}", "add what is missing"
        case "too_long":
            most, count = amount(context["max_length"]), 0 if node is None else node.length
            return finder.fault(loc, f"more than {most} (got {count:,})", "take some out")
        case "string_too_long":
            most = amount(context["max_length"])
            return _too_long(finder, loc, most)
        case "greater_than_equal":
            least = amount(context["ge"])
            wrong, cure = f"below {least}", f"write {least} or more"
        case "less_than_equal":
            most = amount(context["le"])
            wrong, cure = f"above {most}", f"write {most} or less"
        case _:
            wrong, cure = _KINDS.get(kind, ("not what belongs here", "see `detente new`"))
    return finder.fault(loc, f"{wrong} (got {got})", cure)


def _too_long(finder: Finder, loc: Loc, most: str) -> Fault:
    """A text, or a key, of more characters than there may be."""
    key = loc[-1] == "[key]"
    node = finder.root.get(*loc)
    length = len(str(loc[-2])) if key or node is None else len(node.text or "")
    wrong = f"more than {most} characters (got {amount(length)})"
    return finder.fault(_clean(loc), wrong, "write fewer", key=key)


def _got(data: Data) -> str:
    text = "nothing" if data is None else written(data)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _is_misnamed(loc: Loc, root: Node) -> bool:
    """Whether a key among an actor's lines names neither a field nor an issue."""
    known = (*_aliases(Actor), *root.ids("issues"))
    return len(loc) >= 3 and loc[0] == "actors" and str(loc[2]) not in known


def _unknown_key(finder: Finder, loc: Loc) -> Fault:
    if loc[0] == "actors" and len(loc) >= 3:
        loc = loc[:3] if str(loc[2]) not in (*_aliases(Actor), *finder.root.ids("issues")) else loc
    known = list(_aliases(model_at(loc[:-1])))
    if len(loc) == 3 and loc[0] == "actors":
        known += finder.root.ids("issues")
    name = str(loc[-1])
    cure = belongs(name, loc[:-1], finder.root) or nearest(name, known)
    return finder.fault(loc, f"unknown key (got {loc[-1]})", cure, key=True)


def _aliases(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(info.alias or name for name, info in model.model_fields.items())


def model_at(loc: Loc) -> type[BaseModel]:
    """The model of the block at a path."""
    model: Any = Scenario
    for step in loc:
        if isinstance(model, type) and issubclass(model, BaseModel):
            by_key = {info.alias or n: info.annotation for n, info in model.model_fields.items()}
            extra: Any = Stance if issubclass(model, Actor) else None
            model = by_key.get(str(step), extra)
        else:
            model = get_args(model)[-1]
    if not isinstance(model, type):
        model = model_in(model)[0]  # of several kinds, the one that is a block
    assert isinstance(model, type)
    assert issubclass(model, BaseModel)
    return model
