"""JSON as a tree of nodes that know where they stand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

from sim.errors import FileFaults, Place
from sim.imports.notes import ForeignError, refuse
from sim.imports.numbers import number
from sim.imports.sources import Source
from sim.scenario.reading import read_tree
from sim.scenario.tree import Node


@dataclass(frozen=True, slots=True)
class Named:
    """A file, and the node of what it describes: a utility space or function."""

    source: Source
    node: Node

    @property
    def name(self) -> str:
        """What it calls itself, or its file."""
        named = self.node.get("name")
        return named.text if named is not None and named.text else self.source.stem


def looks_like(source: Source, *words: str) -> bool:
    """Whether it begins as JSON does, and names one of these somewhere."""
    head = source.content.lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"{") and any(f'"{word}"'.encode() in head for word in words)


def tree(source: Source) -> Node:
    """What it holds; its outermost is an object.

    Raises
    ------
    ForeignError
        Where it is no JSON, says a key twice, or is too large or deep.
    """
    text = source.text
    try:
        data = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        place = Place(source.name, error.lineno, error.colno)
        refuse(place, f"no JSON ({error.msg})", "see how it is written there")
    except (ValueError, RecursionError) as error:
        refuse(source.start, f"no JSON that can be read ({error})", "write finite numbers, flatter")
    if not isinstance(data, dict):
        refuse(source.start, "no JSON object", "begin with {")
    try:
        root, faults = read_tree(text.replace("\t", " "), source.name, "see how it is written")
    except FileFaults as error:
        raise ForeignError(error.faults) from error
    if faults:
        raise ForeignError(faults)
    return root


def _no_number(text: str) -> NoReturn:
    message = f"{text} is no number"
    raise ValueError(message)


def wanted(node: Node, *path: str) -> Node:
    """The node at a path.

    Raises
    ------
    ForeignError
        Where there is none.
    """
    found = node.get(*path)
    if found is None:
        refuse(node.place, f"{'.'.join(path):.80} is missing", "add it")
    return found


def mapping(node: Node, what: str) -> dict[str, Node]:
    """An object's nodes by key; refused where it is none."""
    if node.keys is None:
        refuse(node.place, f"{what} is no object", 'write {"name": ...}')
    return dict(node.keys)


def items(node: Node, what: str) -> tuple[Node, ...]:
    """A list's nodes; refused where it is none."""
    if node.items is None:
        refuse(node.place, f"{what} is no list", "write [...]")
    return node.items


def text_of(node: Node, what: str) -> str:
    """A scalar's text, a number's as it is written; refused where it is none."""
    if node.text is None:
        refuse(node.place, f"{what} is no text", 'write "..."')
    return node.text


def number_of(node: Node, what: str, least: float = -1e12, most: float = 1e12) -> Decimal:
    """A number, exact; refused where it is none."""
    return number(text_of(node, what), node.place, what, least=least, most=most)
