"""The pages, and what is in the fenced blocks of one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCS = sorted((ROOT / "docs").glob("*.md"))
PAGES = [ROOT / "README.md", *DOCS]


@dataclass(frozen=True)
class Block:
    """A fenced block of a page; `file`: the name that a comment before it gives it."""

    kind: str
    file: str
    text: str


BLOCK = re.compile(
    r"(?:^<!-- file: (?P<file>\S+) -->\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def blocks(page: str) -> list[Block]:
    return [Block(m["kind"], m["file"] or "", m["text"]) for m in BLOCK.finditer(page)]


def page_text(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def set_out(page: str, folder: Path) -> None:
    """Write the files that a page gives whole."""
    for block in blocks(page):
        if block.file:
            path = folder / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
