"""Where a known field belongs that stands in another block than its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from sim.scenario.language import Actor, Scenario, Stance
from sim.scenario.tree import Node

ANY = "*"  # a name of the file's own
MOST = 3  # places; a field of more of them is of no block in particular


def belongs(name: str, above: Sequence[str | int], root: Node) -> str | None:
    """What to write instead of a field that stands below a path; None: it is none, or anywhere's.

    >>> belongs("ratification", ("actors", "bosnia"), root)      # doctest: +SKIP
    'it belongs in after_yes: write after_yes.ratification'
    """
    blocks = [block for block in _homes().get(name, ()) if block]
    named = [found for block in blocks if (found := _named(block, above, root)) is not None]
    if not 0 < len(named) <= MOST:
        return None
    fields = " or ".join(f"{block}.{name}" for block in named)
    return f"it belongs in {' or '.join(named)}: write {fields}"


@cache
def _homes() -> dict[str, list[tuple[str, ...]]]:
    """The blocks that have each field."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for block, name in _fields(Scenario, ()):
        found.setdefault(name, []).append(block)
    return found


def _fields(
    model: type[BaseModel], block: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str]]:
    for field, info in model.model_fields.items():
        name = info.alias or field
        yield block, name
        below, keyed = model_in(info.annotation)
        if below is not None:
            yield from _fields(below, (*block, name, ANY) if keyed else (*block, name))
    if issubclass(model, Actor):
        yield from _fields(Stance, (*block, ANY))


def model_in(annotation: Any) -> tuple[type[BaseModel] | None, bool]:
    """The block that a field holds, if it does, and whether one for each of its keys."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, False
    for part in get_args(annotation):
        below, keyed = model_in(part)
        if below is not None:
            return below, keyed or get_origin(annotation) is dict
    return None, False


def _named(block: tuple[str, ...], above: Sequence[str | int], root: Node) -> str | None:
    """A block by names of the file: those of the path where it can, else the first there are."""
    path: list[str] = []
    for step in block:
        if step != ANY:
            path.append(step)
            continue
        stance = len(path) == 2 and path[0] == "actors"
        known = root.ids("issues") if stance else root.ids(*path)
        if not known:
            return None
        here = [str(one) for one in above[: len(path) + 1]]
        same = here[:-1] == path and here[-1] in known
        path.append(here[-1] if same else known[0])
    return ".".join(path[1:] if path[0] == "actors" and len(path) > 1 else path)
