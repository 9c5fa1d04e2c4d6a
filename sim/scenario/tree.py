"""A file as a tree of nodes that know where they stand, and how to change one in it.

Scalars stay text until somebody asks for data: `no` is a string, and a date that does not
exist can be faulted where it stands. Trees are never changed in place.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sim.errors import Place

Data = None | bool | int | float | str | list["Data"] | dict[str, "Data"]

_INT = re.compile(r"[-+]?[0-9]+\Z|0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_INFINITE = re.compile(r"[-+]?\.(inf|Inf|INF)\Z")
_WORDS: dict[str, Data] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    ".nan": float("nan"), ".NaN": float("nan"), ".NAN": float("nan"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar (`text`), a sequence (`items`) or a mapping (`keys` to nodes)."""

    place: Place
    text: str | None = None
    plain: bool = False  # a scalar without quotes may be a number
    items: tuple[Node, ...] | None = None
    keys: Mapping[str, Node] | None = None
    key_places: Mapping[str, Place] = field(default_factory=dict)
    size: int = 1  # nodes with aliases written out

    def data(self) -> Data:
        """What the node says as plain data (YAML 1.2 core, without dates)."""
        if self.keys is not None:
            return {key: node.data() for key, node in self.keys.items()}
        if self.items is not None:
            return [node.data() for node in self.items]
        assert self.text is not None
        return scalar(self.text) if self.plain else self.text

    def get(self, *path: str | int) -> Node | None:
        """The node at a path, or None."""
        node: Node | None = self
        for step in path:
            if node is None:
                return None
            if node.keys is not None:
                node = node.keys.get(str(step))
            elif node.items is not None and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            else:
                return None
        return node

    @property
    def length(self) -> int:
        """How many a sequence or a mapping holds."""
        return len(self.items or self.keys or ())

    def ids(self, *path: str) -> tuple[str, ...]:
        """The keys of the mapping at a path, in order; none if it is no mapping."""
        node = self.get(*path)
        return () if node is None or node.keys is None else tuple(node.keys)

    def with_(self, path: Sequence[str | int], new: Node | None) -> Node:
        """A copy with the node at a path replaced, added, or (None) taken away."""
        step, *rest = path
        if self.items is not None and isinstance(step, int):
            changed = new if not rest else self.items[step].with_(rest, new)
            middle = () if changed is None else (changed,)
            return replace(self, items=(*self.items[:step], *middle, *self.items[step + 1 :]))
        keys = dict(self.keys or {})
        key = str(step)
        if rest:
            below = keys.get(key)
            if below is None or (below.keys is None and below.items is None):
                if new is None:
                    return self
                below = Node(new.place, keys={})
            keys[key] = below.with_(rest, new)
        elif new is None:
            keys.pop(key, None)
        else:
            keys[key] = new
        return replace(self, keys=keys, text=None, items=None)


def scalar(text: str) -> Data:
    """An unquoted scalar as data."""
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > 40:  # no number that anybody means
        return text
    if _INT.match(text):
        return int(text, 0) if text[:2] in {"0o", "0x"} else int(text)
    if _FLOAT.match(text):
        return float(text)
    if _INFINITE.match(text):
        return float("-inf") if text.startswith("-") else float("inf")
    return text


def node_of(data: Data, place: Place) -> Node:
    """A node that says this data, all of it at one place."""
    if isinstance(data, dict):
        return Node(place, keys={key: node_of(value, place) for key, value in data.items()})
    if isinstance(data, list):
        return Node(place, items=tuple(node_of(value, place) for value in data))
    if isinstance(data, str):
        return Node(place, text=data)
    return Node(place, text=json.dumps(data), plain=True)


def written(data: Data) -> str:
    """Data on one line of YAML, as a person would write it."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{written(k)}: {written(v)}" for k, v in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(written(value) for value in data) + "]"
    if isinstance(data, str):
        bare = re.fullmatch(r"[A-Za-z0-9][\w %./-]*", data) and data == data.strip()
        return data if bare and scalar(data) == data else json.dumps(data, ensure_ascii=False)
    if isinstance(data, float) and data.is_integer():
        return str(int(data))
    if isinstance(data, float) and not math.isfinite(data):
        return ".nan" if math.isnan(data) else ".inf" if data > 0 else "-.inf"
    return json.dumps(data)


def lines(data: Mapping[str, Data], indent: int = 0) -> list[str]:
    """A mapping as lines of YAML: blocks of blocks, and what has no block below it on one line."""
    out: list[str] = []
    for key, value in data.items():
        head = f"{'  ' * indent}{written(key)}:"
        if isinstance(value, dict) and any(isinstance(below, dict) for below in value.values()):
            out += [head, *lines(value, indent + 1)]
        else:
            out.append(f"{head} {written(value)}")
    return out
