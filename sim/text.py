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
