"""Numbers as files of other tools write them: exact, a decimal comma included."""

from __future__ import annotations

import re
from decimal import Decimal

from sim.errors import Place
from sim.imports.notes import refuse

_PLAIN = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?", re.ASCII)
_COMMA = re.compile(r"[-+]?(\d*),(\d+)", re.ASCII)
_LONGEST = 60  # characters of a number


def is_number(text: str) -> bool:
    """Whether a cell or a scalar reads as a number, a doubtful one included."""
    return bool(_PLAIN.fullmatch(text) or _COMMA.fullmatch(text))


def number(
    text: str, place: Place, what: str = "a number", *, least: float = -1e12, most: float = 1e12
) -> Decimal:
    """The number that a text says.

    Parameters
    ----------
    what
        What is read, for the error.
    least, most
        What it may be.

    Raises
    ------
    ForeignError
        Where it is none, may mean two numbers (`1,234`), or lies outside.
    """
    shown = f"(got {text!r:.60})"
    if not text:
        refuse(place, f"{what} is missing", "write it")
    if len(text) > _LONGEST:
        refuse(place, f"{what} is too long {shown}", f"write at most {_LONGEST} characters")
    if _PLAIN.fullmatch(text):
        found = Decimal(text)
    elif comma := _COMMA.fullmatch(text):
        if len(comma[2]) == 3 and comma[1].lstrip("0"):
            cure = f"write {text.replace(',', '.')} or {text.replace(',', '')}"
            refuse(place, f"{what} may mean two numbers {shown}", cure)
        found = Decimal(text.replace(",", "."))
    else:
        refuse(place, f"{what} is no number {shown}", "write one such as 12.5")
    if not least <= found <= most:
        refuse(place, f"{what} is outside {least:g} to {most:g} {shown}", "write one within")
    return found


def plain(value: Decimal) -> str:
    """A number without an exponent and without zeros at its end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def as_written(value: Decimal) -> int | float:
    """A number as a scenario holds it."""
    return int(value) if value == value.to_integral_value() else float(value)
