"""The page that says why an event came about."""

from __future__ import annotations

from dataclasses import replace

from sim.cli.layout import columns, laid_out, paragraph, wrapped
from sim.cli.output import WIDTH
from sim.telling.reasons import Reasons
from sim.telling.story import NOTICE
from sim.telling.tale import Tale


def page(tale: Tale, found: Reasons) -> list[str]:
    """An event with its reasons."""
    lines = [found.line, *found.chain]
    room = columns(lines)
    told = [
        *paragraph(tale.labels.title),
        *paragraph(NOTICE),
        "",
        f"EVENT {found.line.seq}: {type(tale.events[found.line.seq]).__name__}",
        *laid_out(found.line, room),
    ]
    if found.when:
        told += ["", "WHEN", *paragraph(found.when, 2)]
    if found.what:
        told += ["", "WHY", *_items(found.what)]
    if found.sources:
        told += ["", "ON WHOSE WORD", *_items(found.sources)]
    if found.chain:
        told += ["", "WHAT LED UP TO IT, back to the root"]
        for line in found.chain:
            told += laid_out(replace(line, terms=(), notes=()), room)
    return told


def _items(texts: list[str]) -> list[str]:
    found = []
    for text in texts:
        indent = 2 + len(text) - len(text.lstrip())
        found += [" " * indent + one for one in wrapped(text.strip(), WIDTH - indent - 2, 2)]
    return found
