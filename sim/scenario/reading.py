"""From bytes to a tree with places: every limit on what a file may be is kept here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from sim.errors import Fault, PathError, Place, ScenarioError
from sim.files import read_bytes
from sim.scenario.tree import Node
from sim.text import control_in

MAX_BYTES = 5_000_000
MAX_NODES = 100_000
MAX_DEPTH = 40


def read_file(path: Path) -> str:
    """The text of a scenario file.

    Raises
    ------
    ScenarioError
        If it is too big, not UTF-8, or cannot be read.
    """
    place = Place(str(path))
    try:
        raw = read_bytes(path, MAX_BYTES)
    except PathError as error:
        raise ScenarioError([Fault(place, "", error.wrong, error.cure)]) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        fault = Fault(
            Place(str(path), line, column),
            "",
            f"not UTF-8 (got byte 0x{raw[error.start]:02x})",
            "save the file as UTF-8",
        )
        raise ScenarioError([fault]) from error


def read_tree(
    text: str, filename: str, start: str = "start from `detente new NAME`"
) -> tuple[Node, list[Fault]]:
    """The tree a text holds, and the faults that do not keep it from being read.

    `start` is what to do about a file that holds none.

    Raises
    ------
    ScenarioError
        If it is no YAML mapping, or a bomb.
    """
    root, faults = _parsed(text, filename, start)
    return root, list(faults)


@lru_cache(maxsize=8)  # trees are never changed, and a study asks for its own again and again
def _parsed(text: str, filename: str, start: str) -> tuple[Node, tuple[Fault, ...]]:
    builder = _Builder(filename)
    try:
        for event in _events(text):
            builder.take(event)
    except YAMLError as error:
        raise ScenarioError([*builder.faults, _yaml_fault(error, text, filename)]) from error
    root = builder.root
    if root is None or root.text == "":
        raise ScenarioError([Fault(Place(filename), "", "empty", start)])
    if root.keys is None:
        wrong = f"no mapping (got {root.text!r:.60})" if root.text is not None else "no mapping"
        raise ScenarioError([Fault(root.place, "", wrong, f"write `key: value` lines, or {start}")])
    return root, tuple(builder.faults)


def _events(text: str) -> Iterator[Event]:
    yield from YAML(typ="safe", pure=True).parse(text)


def _yaml_fault(error: YAMLError, text: str, filename: str) -> Fault:
    if isinstance(error, MarkedYAMLError) and error.problem_mark is not None:
        mark = error.problem_mark
        place = Place(filename, mark.line + 1, mark.column + 1)
        if "'\\t'" in (error.problem or ""):
            return Fault(place, "", "a tab where spaces belong", "indent by spaces")
        wrong = f"not YAML ({error.problem or error.context})"
        return Fault(place, "", wrong, "mend it there or in the line before")
    position = getattr(error, "position", 0)
    before = text[:position]
    place = Place(filename, before.count("\n") + 1, position - before.rfind("\n"))
    code = getattr(error, "character", 0)
    got = code if isinstance(code, int) else ord(str(code))
    return Fault(place, "", *_no_text(got))


def _no_text(got: int) -> tuple[str, str]:
    return f"a character no text holds (got U+{got:04X})", "take it out"


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been read."""

    place: Place
    mapping: bool
    anchor: str | None
    items: list[Node] = field(default_factory=list)
    keys: dict[str, Node] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    key: tuple[str, Place] | None = None  # waits for its value
    size: int = 1

    def close(self) -> Node:
        if self.mapping:
            return Node(self.place, keys=self.keys, key_places=self.places, size=self.size)
        return Node(self.place, items=tuple(self.items), size=self.size)


class _Builder:
    """Takes parser events one by one: no recursion, so depth and bombs are met early."""

    def __init__(self, filename: str) -> None:
        self.filename = filename
        self.faults: list[Fault] = []
        self.root: Node | None = None
        self._open: list[_Open] = []
        self._anchors: dict[str, Node | None] = {}
        self._documents = 0

    def take(self, event: Event) -> None:
        mark = event.start_mark
        place = Place(self.filename, mark.line + 1, mark.column + 1)
        match event:
            case DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self._stop(place, "a second document", "one a file: take out `---`")
            case MappingStartEvent() | SequenceStartEvent():
                self._start(event, place)
            case CollectionEndEvent():
                done = self._open.pop()
                self._put(done.close(), done.anchor)
            case AliasEvent():
                self._put(self._aliased(str(event.anchor), place), None)
            case ScalarEvent():
                self._check_tag(event, place)
                if (got := control_in(event.value)) is not None:  # written as an escape
                    self._stop(place, *_no_text(ord(got)))
                node = Node(place, text=event.value, plain=event.style is None)
                self._put(node, event.anchor)
            case _:
                pass

    def _start(self, event: NodeEvent, place: Place) -> None:
        if self._open and self._open[-1].mapping and self._open[-1].key is None:
            self._stop(place, "a key that is no word", "write a name before the colon")
        if len(self._open) >= MAX_DEPTH:
            self._stop(place, f"nested more than {MAX_DEPTH} deep", "about 6 are enough")
        self._check_tag(event, place)
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        self._open.append(_Open(place, isinstance(event, MappingStartEvent), event.anchor))

    def _check_tag(self, event: NodeEvent, place: Place) -> None:
        tag = getattr(event, "tag", None)
        if tag is not None and str(tag) not in {"!", "None"}:
            self._stop(place, f"a tag (got {tag})", "write the value without a tag")

    def _aliased(self, name: str, place: Place) -> Node:
        if name not in self._anchors:
            self._stop(place, f"unknown anchor (got *{name})", "write the value itself")
        node = self._anchors[name]
        if node is None:
            self._stop(place, f"*{name} stands within itself", "write the value itself")
        return node

    def _put(self, node: Node, anchor: str | None) -> None:
        if anchor is not None:
            self._anchors[anchor] = node
        if not self._open:
            self.root = node
            return
        above = self._open[-1]
        above.size += node.size
        if above.size > MAX_NODES:
            wrong = f"more than {MAX_NODES:,} values (got {above.size:,}, aliases written out)"
            self._stop(node.place, wrong, "write a file that people can read")
        if not above.mapping:
            above.items.append(node)
        elif above.key is None:
            self._take_key(above, node)
        else:
            name, place = above.key
            above.key = None
            if name in above.keys:
                first = above.places[name].line
                wrong = f"the key stands twice (got {name!r}, first on line {first})"
                path = ".".join(step.key[0] for step in self._open if step.key is not None)
                self.faults.append(
                    Fault(place, f"{path}.{name}".strip("."), wrong, "keep one of the two")
                )
                return
            above.keys[name] = node
            above.places[name] = place

    def _take_key(self, above: _Open, node: Node) -> None:
        if node.text is None:
            self._stop(node.place, "a key that is no word", "write a name before the colon")
        assert node.text is not None
        above.key = (node.text, node.place)

    def _stop(self, place: Place, wrong: str, cure: str) -> NoReturn:
        raise ScenarioError([*self.faults, Fault(place, "", wrong, cure)])
