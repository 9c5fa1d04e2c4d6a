"""Numbers of tables and figures, where several documents share a page."""

from __future__ import annotations

from itertools import count


class Captions:
    """What captions begin with, `Table 3. ` where they are numbered, and what figures' end with."""

    def __init__(self, *, numbered: bool = False, notice: str = "") -> None:
        self._numbered, self._notice = numbered, notice
        self._tables, self._figures = count(1), count(1)

    def table(self) -> str:
        """Of the next table."""
        return f"Table {next(self._tables)}. " if self._numbered else ""

    def figure(self) -> str:
        """Of the next figure."""
        return f"Figure {next(self._figures)}. " if self._numbered else ""

    def below(self, about: str) -> str:
        """What is said below a figure, as a sentence, and the notice that goes with it."""
        return f"{about[0].upper()}{about[1:]}.{f' {self._notice}' if self._notice else ''}"
