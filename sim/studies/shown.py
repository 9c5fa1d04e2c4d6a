"""What every study's result can do in a notebook: its page, its figures, its numbers."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sim.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import polars as pl
    from markupsafe import Markup

    from sim.plots.figure import Picture, Plate
    from sim.report.blocks import Document, Figure


class Shown:
    """The base of a result; the module `document` beside its own says what it shows."""

    __slots__ = ()

    def document(self) -> Document:
        """Its page, as blocks for a writer of `sim.report`."""
        blocks: Document = self._beside().document(self)
        return blocks

    def plates(self) -> Sequence[Plate]:
        """Its figures, each with its numbers and itself in words."""
        drawn: Sequence[Plate] = self._beside().plates(self)
        return drawn

    def figure(self, name: str = "") -> Picture:
        """A matplotlib figure; the first one without a name."""
        return self._plate(name).figure

    def frame(self, name: str = "") -> pl.DataFrame:
        """The numbers that a figure draws, as a polars frame; those of the first without a name."""
        return self._plate(name).table

    def _repr_html_(self) -> str:
        """Its page in the cell of a notebook."""
        from sim.report.html import cell  # noqa: PLC0415  (jinja2, where a page is made)

        return cell(self.document(), drawing(self.plates()))

    def _plate(self, name: str) -> Plate:
        plates = {one.stem: one for one in self.plates()}
        if not plates:
            raise SettingError("there is no figure here: it shows as text")
        if name and name not in plates:
            raise SettingError(f"no figure is called {name!r} here: write one of {list(plates)}")
        return plates[name] if name else next(iter(plates.values()))

    def _beside(self) -> Any:
        package = sys.modules[type(self).__module__].__package__
        return import_module(f"{package}.document")


def drawing(plates: Sequence[Plate], head: str = "drawn") -> Callable[[Figure], Markup]:
    """What puts a document's figures into a page of HTML."""
    from markupsafe import Markup  # noqa: PLC0415  (where a page is made)

    from sim.plots.inline import inline_svg  # noqa: PLC0415  (takes a second)

    known = {one.stem: one for one in plates}

    def drawn(figure: Figure) -> Markup:
        if figure.name not in known:
            return Markup("")
        svg = inline_svg(known[figure.name], f"{head}-{figure.name}")
        return Markup(svg)  # noqa: S704  (it escapes its texts)

    return drawn
