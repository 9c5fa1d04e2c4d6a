"""Commands as they are printed: each runs as it is when pasted into a POSIX shell."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sim.text import shown

_PLAIN = re.compile(rb"[\w.,:=/ -]", re.ASCII)
_encodings: ContextVar[tuple[str, ...]] = ContextVar("encodings", default=())


@contextmanager
def shown_in(*encodings: str) -> Iterator[None]:
    """Let commands be made of letters that all of these encodings have; of any, with none."""
    before = _encodings.set(encodings)
    try:
        yield
    finally:
        _encodings.reset(before)


def detente(command: str, *words: object) -> str:
    """A command of Detente from its arguments, each one quoted where a shell needs it.

    >>> detente("run", operand("my file.yaml"), *given("--set", "a.b=$5"))
    "detente run 'my file.yaml' --set 'a.b=$5'"
    """
    return " ".join(["detente", command, *(quoted(str(word)) for word in words)])


def operand(name: str) -> str:
    """A file's name as an argument that is not taken for an option."""
    return f"./{name}" if name.startswith("-") else name


def given(option: str, *values: object) -> list[str]:
    """An option before each of its values; those that were left out, None or empty, go."""
    return [word for one in values if one not in (None, "") for word in (option, str(one))]


def quoted(word: str) -> str:
    """A word as a shell reads it; what the terminal cannot show comes from `printf`."""
    if shown(word) == word and all(_has(encoding, word) for encoding in _encodings.get()):
        return shlex.quote(word)
    before = word.rstrip("\n")  # a substitution loses the line breaks that it ends with
    octal = (_octal(byte) for byte in os.fsencode(before))
    return f"\"$(printf '{''.join(octal)}'){word[len(before) :]}\""


def _has(encoding: str, word: str) -> bool:
    try:
        word.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _octal(byte: int) -> str:
    one = bytes([byte])
    return one.decode() if _PLAIN.fullmatch(one) else f"\\{byte:03o}"
