"""Letters that the font of the figures lacks: the fonts that have them, and which to install."""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Iterable

from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, fontManager, get_font
from matplotlib.text import Text

from sim.errors import DetenteWarning

FONT = "DejaVu Sans"
_EAST_ASIAN = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "FULLWIDTH", "IDEOGRAPHIC"}
_NO_INK = {"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Zl", "Zp", "Zs"}


def fitted(figure: Figure) -> None:
    """Give the texts of a figure the fonts that have their letters.

    Warns
    -----
    DetenteWarning
        Of the scripts that no font here has, each with one to install.
    """
    texts = [one for one in figure.findobj(Text) if one.get_text()]
    needed = _fonts("".join(one.get_text() for one in texts))
    there = set(fontManager.get_font_names())
    found = [font for font in needed if font in there]
    for one in texts if found else ():
        one.set_fontfamily([FONT, *found])
    for font, script in needed.items():
        if font not in there:
            warnings.warn(
                f"a figure has {script} letters, which no font here can draw: install {font} "
                "(the SVG, CSV and TXT have them)",
                DetenteWarning,
                stacklevel=3,
            )


def drawn_by(letter: str) -> str | None:
    """The font here that draws a letter; None: it becomes a box of the last resort."""
    if ord(letter) in get_font(findfont(FONT)).get_charmap():
        return FONT
    font = _font(letter)[0]
    return font if font in fontManager.get_font_names() else None


def _fonts(text: Iterable[str]) -> dict[str, str]:
    """The fonts that a text needs besides the usual one, and the script each is for."""
    known = get_font(findfont(FONT)).get_charmap()
    lacking = sorted({one for one in text if ord(one) not in known})
    inked = [one for one in lacking if unicodedata.category(one) not in _NO_INK]
    return dict(_font(one) for one in inked)


def _font(letter: str) -> tuple[str, str]:
    """The font for a letter, and what its script is called."""
    script = unicodedata.name(letter, "UNNAMED").split()[0].partition("-")[0]
    if script in _EAST_ASIAN:
        return "Noto Sans CJK SC", "Chinese, Japanese or Korean"
    if unicodedata.category(letter).startswith("S"):
        return "Noto Emoji", "emoji"
    return f"Noto Sans {script.title()}", script.title()
