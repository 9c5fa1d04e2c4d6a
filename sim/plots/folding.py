"""Titles in lines no wider than there is room for, whatever their script: nothing is cut.

Lines break between words, and where a word is wider than a line between two letters, never inside
one: an accent or a joined sign stays with its letter.
"""

from __future__ import annotations

from functools import lru_cache

from matplotlib.font_manager import findfont, get_font
from rich.cells import cell_len, split_graphemes

from sim.plots.fonts import FONT

_UNKNOWN = 0.62  # of the size, a terminal's column of a letter that the font lacks
_POINTS = 72.0  # in an inch
LINE = 1.32  # height of a line, of the size


def folded(text: str, inches: float, size: float) -> str:
    """A text in lines of at most so many inches, its letters of this size in points."""
    room = inches * _POINTS / size
    lines, line = list[str](), ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if _width(longer) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _chopped(word, room)
        lines += whole
    return "\n".join([*lines, line])


def tall(text: str, size: float) -> float:
    """How high a folded text stands, in inches."""
    return (text.count("\n") + 1) * size * LINE / _POINTS


def wide(text: str, size: float) -> float:
    """How wide the widest line of a text is, in inches."""
    return max(map(_width, text.split("\n"))) * size / _POINTS


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
    font = get_font(findfont(FONT))
    if ord(letter) not in font.get_charmap():
        return _UNKNOWN * cell_len(letter)
    font.set_size(_POINTS, _POINTS)
    glyph = font.load_char(ord(letter))
    return float(glyph.linearHoriAdvance) / 65536 / _POINTS
