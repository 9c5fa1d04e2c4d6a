"""Changing a field of a scenario by its path: `--set`, and what a `what_if` sets."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from sim.errors import Fault, Place, ScenarioError, SettingError
from sim.scenario.misplaced import belongs
from sim.scenario.reading import read_tree
from sim.scenario.tree import Node, written

Setting = tuple[str, str]  # a path, and a value as YAML
_INSTEAD = {  # a field, and what cannot stand beside it
    "wants": ("opposes", "points", "curve"),
    "opposes": ("wants", "points", "curve"),
    "points": ("wants", "opposes", "curve"),
    "curve": ("wants", "opposes", "points"),
    "worth": ("package",),
    "package": ("worth",),
    "red_line_from": ("red_line_at",),
    "red_line_at": ("red_line_from",),
    "when": ("from", "to", "every"),
    "every": ("when", "from", "to"),
}

_HANGS_ON = {  # a field, the words by which there is none (None: left out), what is then empty
    "red_line": ((None, "none"), ("red_line_from", "red_line_at")),
    "expires": (("no",), ("answer_by",)),
    "purpose": ((None,), ("also_served_by", "purpose_share", "lifted_at")),
    "deadline": ((None,), ("deadline_announced",)),
    "seats": ((None,), ("majority", "support")),
}


def parse_setting(text: str) -> Setting:
    """Split `path=value`.

    Raises
    ------
    SettingError
        If there is no path or no value.
    """
    path, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not path:
        raise SettingError(f"--set {text}: no path=value: write --set PATH=VALUE")
    if not value:
        raise SettingError(
            f"--set {text}: no value: write one after the =, or {path}=null to leave the field out"
        )
    return path, value


def value_node(setting: Setting) -> Node:
    """The node of a setting's value.

    Raises
    ------
    ScenarioError
        If it is no YAML.
    """
    path, value = setting
    if "\n" in value:
        wrong = f"more than one line (got {value!r:.60})"
        raise ScenarioError([Fault(Place("--set"), path, wrong, "write the value on one line")])
    root, faults = read_tree(f"value: {value}\n", f"--set {path}")
    if faults or root.ids() != ("value",):
        raise ScenarioError(faults or [Fault(Place("--set"), path, "no value", "write one")])
    node = root.get("value")
    assert node is not None
    return node


def steps(root: Node, path: str) -> tuple[str, ...]:
    """Where a path lies in the tree: actors are named without `actors.`."""
    parts = tuple(path.split("."))
    if parts[0] in root.ids("actors"):
        return ("actors", *parts)
    return parts


def bare(root: Node) -> Node:
    """The tree without what only says how it may be changed."""
    for block in ("what_if", "hypotheses", "pairs"):
        root = root.with_((block,), None)
    return root


def unknown_head(root: Node, path: str, heads: Sequence[str]) -> tuple[str, str] | None:
    """What is wrong with how a path begins, if anything, with its cure."""
    head = path.partition(".")[0]
    known = [*root.ids("actors"), *heads]
    if head in known:
        return None
    near = get_close_matches(head, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"begin with one of {', '.join(known)}"
    hint = belongs(head, (), root) or hint
    return f"no such field (got {head})", hint


def leaves_out(new: Node) -> bool:
    """Whether a setting of this value leaves its field out."""
    return new.data() is None and new.plain


def change(root: Node, path: str, new: Node) -> Node:
    """The tree with a field set; `null` leaves it out. What backed the old value goes."""
    where = steps(root, path)
    gone = leaves_out(new)
    root = root.with_(where, None if gone else new)
    for other in _stranded(where[-1], None if gone else new):
        beside = (*where[:-1], other)
        if root.get(*beside) is not None:
            root = _without_evidence(root.with_(beside, None), beside)
    return _without_evidence(root, where)


def _stranded(field: str, new: Node | None) -> tuple[str, ...]:
    """The fields beside one that cannot stand by what it is set to."""
    nothing, hanging = _HANGS_ON.get(field, ((), ()))
    if (None if new is None else new.text or "") in nothing:
        return hanging
    return () if new is None else _INSTEAD.get(field, ())


def _without_evidence(root: Node, where: tuple[str, ...]) -> Node:
    if "evidence" in where:
        return root
    for depth in range(len(where)):
        evidence = root.get(*where[:depth], "evidence")
        if evidence is None:
            continue
        block = (*where[:depth], "evidence")
        if evidence.keys is None:
            root = root.with_(block, None)
            continue
        for step in where[depth:]:
            if step in evidence.keys:
                root = root.with_((*block, step), None)
    return root


def extended(root: Node, path: str, new: Node) -> Node:
    """What a list at a path becomes with something added."""
    old = root.get(*steps(root, path))
    more = (new,) if new.items is None else new.items
    kept = () if old is None or old.items is None else old.items
    seen = {node.text for node in kept}
    return Node(new.place, items=(*kept, *(node for node in more if node.text not in seen)))


def as_text(node: Node) -> str:
    """A node's value on one line of YAML."""
    return written(node.data())
