"""Titles in lines no wider than there is room for, whatever their script: nothing is cut.

Lines break between words, and where a word is wider than a line between two letters, never inside
one: an accent or a joined sign stays with its letter.
"""

from __future__ import annotations

from functools import lru_cache

from matplotlib.font_manager import findfont, get_font
from rich.cells import split_graphemes

from sim.plots.fonts import drawn_by

_BOX = 1.2  # of the size: the box of a letter that no font here has
_SAFE = 0.95  # letters are painted at whole pixels, a little wider or narrower than they are
_POINTS = 72.0  # in an inch
LINE = 1.32  # height of a line, of the size


def folded(text: str, inches: float, size: float) -> str:
    """A text in lines of at most so many inches, its letters of this size in points."""
    room = inches * _POINTS / size * _SAFE
    lines, line = list[str](), ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and _width(longer) > room >= _width(word):
            lines.append(line)
            longer = word
        *whole, line = _chopped(longer, room)
        lines += whole
    return "\n".join([*lines, line])


def tall(text: str, size: float) -> float:
    """How high a folded text stands, in inches."""
    return (text.count("\n") + 1) * size * LINE / _POINTS


def _chopped(word: str, room: float) -> list[str]:
    lines, line = list[str](), ""
    spans, _ = split_graphemes(word)
    for start, end, _ in spans:
        letter = word[start:end]
        if line and _width(line + letter) > room:
            lines.append(line)
            line = ""
        line += letter
    return [*lines, line]


def _width(text: str) -> float:
    """Of the size of its letters."""
    return sum(map(_advance, text))


@lru_cache(maxsize=4096)
def _advance(letter: str) -> float:
    name = drawn_by(letter)
    if name is None:
        return _BOX
    font = get_font(findfont(name))
    font.set_size(_POINTS, _POINTS)
    glyph = font.load_char(ord(letter))
    return float(glyph.linearHoriAdvance) / 65536 / _POINTS
