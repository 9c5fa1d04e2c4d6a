"""Writes a document as HTML: a part of a page, or a page in a notebook's cell. All is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sim.report.blocks import Document, Figure
from sim.report.captions import Captions

Draw = Callable[[Figure], Markup]
"""A figure as an element of the page; nothing where it is not to be shown."""

_OPTION = re.compile(r" (?=-)")
_JOINT = re.compile(r"(?<=[\w)][._])(?=[^\W\d])")


def _pointed(figure: Figure) -> Markup:
    return Markup("<code>{}</code>").format(figure.path) if figure.path else Markup("")


def html(
    document: Document,
    draw: Draw = _pointed,
    captions: Captions | None = None,
    *,
    place: str = "document",
    level: int = 1,
) -> Markup:
    """The elements of a document, without a page around them.

    Parameters
    ----------
    draw
        What draws its figures; by itself it names their files.
    captions
        Numbers of tables and figures, which documents of a page share; None: without.
    place
        What its ids begin with.
    level
        Of its first heading; those after it are one below.
    """
    written = environment().get_template("report/document.html").render(
        blocks=document,
        captions=captions or Captions(),
        draw=draw,
        level=level,
        place=place,
    )  # fmt: skip
    return Markup(written)  # noqa: S704  (the template escapes its texts)


def cell(document: Document, draw: Draw = _pointed) -> str:
    """A document for the cell of a notebook, which brings its own style."""
    style = environment().get_template("report/cell.css").render()
    inside = html(document, draw)
    return f'<div class="detente" lang="en">\n<style>\n{style}\n</style>\n{inside}</div>'


def environment() -> Environment:
    """What fills templates: a name that is not given is a mistake, and every text is escaped."""
    room = Environment(
        loader=PackageLoader("sim", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    room.filters |= {"breakable": breakable, "call": _call}
    room.tests["block"] = lambda block, kind: type(block).__name__ == kind
    return room


def breakable(text: str) -> Markup:
    """A long path may go on in the next line after its dots and underscores, a number not."""
    return Markup("<wbr>").join(_JOINT.split(text))


def _call(text: str) -> Markup:
    """A command goes on in the next line between its options, if it must."""
    return Markup(" ").join(Markup("<span>{}</span>").format(part) for part in _OPTION.split(text))
