"""Printing: ASCII whatever the terminal, nothing wider than it must be."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from typing import Any

import click

WIDTH = 80
_PLAIN = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
        "\u2026": "...",
        "\u00d7": "x",
        "\u00a0": " ",
        "\u00df": "ss",
        "\u00e6": "ae",
        "\u00f8": "o",
        "\u0142": "l",
    }
)


def plain(text: str) -> str:
    """A text in ASCII: accents go, what has no likeness becomes `?`, controls go."""
    if text.isascii() and text.isprintable():
        return text
    apart = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    seen = bare.encode("ascii", "replace").decode("ascii")
    return "".join(c for c in seen if c == "\n" or c.isprintable())


def say(lines: Iterable[str] | str = "") -> None:
    """Print lines."""
    for text in [lines] if isinstance(lines, str) else lines:
        click.echo(plain(text).rstrip())


def warn(text: str) -> None:
    """Print to where errors go."""
    click.echo(plain(text), err=True)


def say_json(data: Any) -> None:
    """Print as JSON, in ASCII."""
    click.echo(json.dumps(data, ensure_ascii=True, indent=1))
