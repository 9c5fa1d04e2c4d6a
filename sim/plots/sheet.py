"""Figures laid out in inches, as tall as what is to stand on them: titles of any length fit."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.wording import NOTICE
from sim.plots.figure import FAINT, PAPER, styled
from sim.plots.folding import folded, tall

_EDGE = 0.12
_TITLE, _FOOT = 11.0, 8.0  # points
_BOLD = 0.86  # of the room: bold letters are wider than the rest


@dataclass(frozen=True)
class Sheet:
    """A figure with its title at the head and its notes at the foot; places from the upper left."""

    figure: Figure
    width: float
    height: float
    top: float  # where the title ends

    @classmethod
    @styled()
    def of(cls, width: float, inside: float, title: str, note: str) -> Sheet:
        """One with so much room between head and foot, all in inches."""
        notice = f"{NOTICE[0].upper()}{NOTICE[1:]}."
        room = width - 2 * _EDGE
        head = folded(title, room * _BOLD, _TITLE)
        lines = [folded(line, room, _FOOT) for line in (notice, note) if line]
        foot = "\n".join(lines)
        top = _EDGE + tall(head, _TITLE) + 0.1
        height = top + inside + tall(foot, _FOOT) + 0.1 + _EDGE
        figure = Figure(figsize=(width, height), facecolor=PAPER)
        figure.text(_EDGE / width, 1 - _EDGE / height, head, va="top", fontsize=_TITLE,
                    fontweight="bold", linespacing=1.25)  # fmt: skip
        figure.text(_EDGE / width, _EDGE / height, foot, va="bottom", fontsize=_FOOT, color=FAINT,
                    linespacing=1.25)  # fmt: skip
        return cls(figure, width, height, top)

    @styled()
    def axes(self, left: float, down: float, width: float, height: float) -> Axes:
        """Axes at a place below the title."""
        bottom = self.height - self.top - down - height
        return self.figure.add_axes(
            (left / self.width, bottom / self.height, width / self.width, height / self.height)
        )
