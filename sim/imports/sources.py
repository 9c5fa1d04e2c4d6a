"""The files to import: their bytes, and the text in them whatever the encoding's mark."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath

from sim.errors import Fault, Place
from sim.files import is_folder, names_in, read_bytes
from sim.imports.notes import ForeignError, refuse
from sim.text import control_in

MOST_BYTES = 5_000_000  # of a file
MOST_FILES = 200
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Source:
    """One file."""

    name: str  # as the user named it, or as it lies in a folder that the user named
    content: bytes

    @property
    def stem(self) -> str:
        """Its name without folder and ending."""
        return PurePath(self.name).stem

    @property
    def ending(self) -> str:
        """How its name ends, in small letters: `.xml`."""
        return PurePath(self.name).suffix.lower()

    @property
    def start(self) -> Place:
        """Where it begins."""
        return Place(self.name)

    @property
    def zipped(self) -> bool:
        """Whether it is a zip archive, as spreadsheets are."""
        return self.content.startswith(b"PK\x03\x04")

    @cached_property
    def text(self) -> str:
        """Its text: a byte order mark is taken off, each kind of line end is one line feed.

        Raises
        ------
        ForeignError
            Where it is not in UTF-8, nor in UTF-16 with its mark, or holds what no text holds.
        """
        encoding = next((name for mark, name in _MARKS if self.content.startswith(mark)), "utf-8")
        try:
            text = self.content.decode(encoding)
        except UnicodeDecodeError as error:
            place = _place(self.name, self.content[: error.start].decode(encoding, "replace"))
            wrong = f"not {encoding.removesuffix('-sig').upper()}"
            refuse(place, f"{wrong} (got {_byte(error)})", "save the file as UTF-8")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if (got := control_in(text)) is not None:
            place = _place(self.name, text[: text.index(got)])
            refuse(place, f"a character no text holds (got U+{ord(got):04X})", "take it out")
        return text


def _byte(error: UnicodeDecodeError) -> str:
    return f"byte 0x{error.object[error.start]:02x}" if error.object[error.start :] else "an end"


def _place(name: str, before: str) -> Place:
    """Where the text after this one begins."""
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Place(name, len(lines), len(lines[-1]) + 1)


def opened(paths: Sequence[str]) -> tuple[Source, ...]:
    """The files at these paths, and those that lie in the folders among them.

    Raises
    ------
    PathError
        Where one cannot be read.
    ForeignError
        Where a folder holds none, or there are too many.
    """
    names: list[str] = []
    for path in paths:
        if is_folder(path):
            names += _files_in(path)
        else:
            names.append(path)
    names = list(dict.fromkeys(names))
    if len(names) > MOST_FILES:
        wrong = f"more than {MOST_FILES} files ({len(names):,})"
        raise ForeignError([Fault(Place(paths[0]), "", wrong, "name those of one negotiation")])
    return tuple(Source(name, read_bytes(name, MOST_BYTES)) for name in names)


def _files_in(folder: str) -> list[str]:
    paths = (Path(folder) / name for name in names_in(folder) if not name.startswith("."))
    found = [str(path) for path in paths if not is_folder(path)]
    if not found:
        refuse(Place(folder), "a folder without files", "name the files themselves")
    return found
