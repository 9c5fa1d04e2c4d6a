"""Printing: the text itself, in whatever encoding a stream has."""

from __future__ import annotations

import codecs
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import click

from sim.errors import DetenteWarning, OutputError
from sim.shell import shown_in
from sim.text import many, shown

if TYPE_CHECKING:
    from sim.report.blocks import Document

WIDTH = 80
_REPLACED = "detente-replaced"  # the name of the way in which an encoding's gaps are filled
_CURE = "where it reads UTF-8, set LC_ALL=C.UTF-8 or PYTHONIOENCODING=utf-8"


def say(lines: Iterable[str] | str = "") -> None:
    """Print lines."""
    for text in [lines] if isinstance(lines, str) else lines:
        _print(f"{shown(text).rstrip()}\n")


def _print(text: str | bytes) -> None:
    try:
        click.echo(text, nl=False, file=sys.stdout)
    except BrokenPipeError:  # its reader has left: nobody is to be told
        raise
    except OSError as error:
        raise OutputError("standard output", error) from error


def warn(text: str) -> None:
    """Print to where errors go. Where nobody can be told, nobody is."""
    with suppress(OSError):
        click.echo(shown(text), file=sys.stderr)


def say_json(data: Any) -> None:
    """Print as JSON, its other letters as escapes: no stream loses any of them."""
    import json  # noqa: PLC0415  (a help text is none)

    _print(f"{json.dumps(data, ensure_ascii=True, indent=1)}\n")


def as_data(result: object) -> Any:
    """A result of frozen dataclasses as data for programs; endless ends of intervals are null."""
    import msgspec  # noqa: PLC0415  (a help text is none)

    return msgspec.json.decode(msgspec.json.encode(result))  # no inf in JSON


def say_document(document: Document) -> None:
    """Print a document as wide as the terminal, at most `WIDTH` columns."""
    from sim.report.terminal import lines  # noqa: PLC0415  (a help text is none)

    wide = get_terminal_size((WIDTH, 0)).columns if sys.stdout.isatty() else WIDTH
    say(lines(document, min(wide, WIDTH)))


def say_bytes(data: bytes) -> None:
    """Print a file as it is, whatever the encoding of the stream."""
    _print(data)


@contextmanager
def in_their_encodings() -> Iterator[None]:
    """Let each stream hold what it can, and say at the end where one could not."""
    lost: list[tuple[str, str]] = []

    def replaced(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        count = error.end - error.start
        lost.extend((error.encoding, one) for one in error.object[error.start : error.end])
        return "?" * count, error.end

    codecs.register_error(_REPLACED, replaced)
    streams = [
        stream
        for stream in (sys.stdout, sys.stderr)
        if isinstance(stream, TextIOWrapper) and not stream.closed
    ]
    for stream in streams:
        stream.reconfigure(errors=_REPLACED)
    try:
        with shown_in(*(stream.encoding for stream in streams)):
            yield
    finally:
        _tell(lost)


@contextmanager
def warnings_told() -> Iterator[None]:
    """Say each warning that is meant for users in a line of its own, once."""
    said: set[str] = set()
    show = warnings.showwarning

    def told(message: Warning | str, category: type[Warning], *where: Any, **more: Any) -> None:
        if not issubclass(category, DetenteWarning):
            show(message, category, *where, **more)
        elif str(message) not in said:
            said.add(str(message))
            warn(str(message))

    with warnings.catch_warnings():
        warnings.simplefilter("always", DetenteWarning)
        warnings.showwarning = told
        yield


def _tell(lost: list[tuple[str, str]]) -> None:
    if not lost:
        return
    encoding = lost[0][0].upper()
    characters = many(len(lost), "character")
    warn(f"{characters} shown as ?, which the terminal's encoding ({encoding}) has not: {_CURE}.")
