"""Which characters are text, which make an id, and which are orders to a terminal."""

from __future__ import annotations

import re

ID = r"[a-z0-9][a-z0-9_-]*"  # what files call things by
LONGEST_ID = 60  # characters

# C0 and C1 controls but for tab and line feed, and what is no character: halves of one, and two
# that XML refuses.
_ORDERS = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
# They would show other text in another order; marks that join or mirror letters are no such.
_REORDERING = "\u202a-\u202e\u2066-\u2069"
_ORDER = re.compile(f"[{_ORDERS}]")
_UNSEEN = re.compile(f"[{_ORDERS}{_REORDERING}]")
_BREAKS = re.compile("[\t\u2028\u2029]")


def kept(text: str) -> str:
    """What of a text belongs in a file: all but control characters."""
    return text if text.isprintable() else _ORDER.sub("", text)


def shown(text: str) -> str:
    """What of a text belongs on a terminal: nothing that moves, colours or reorders the rest."""
    return text if text.isprintable() else _UNSEEN.sub("", _BREAKS.sub(" ", text))


def control_in(text: str) -> str | None:
    """The first character that no text holds, if there is one."""
    found = None if text.isprintable() else _ORDER.search(text)
    return None if found is None else found[0]


def many(count: float | str, noun: str, plural: str = "") -> str:
    """A number of things: `1 run`, `2,000 runs`, `1.5 days`, `3 tries`; a text is told as it is."""
    number = count if isinstance(count, str) else f"{count:,.10g}"
    return f"{number} {noun if number == '1' else plural or _plural(noun)}"


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"


def unit_of(count: str, unit: str) -> str:
    """The unit of a number as it is told: `day` of `1`, where `days` is what it is called."""
    first, space, rest = unit.partition(" ")
    plural = first.islower() and first.endswith("s") and not first.endswith("ss") and len(first) > 3
    return f"{first[:-1]}{space}{rest}" if plural and count in {"1", "-1"} else unit
