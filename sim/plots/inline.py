"""A figure as SVG to stand inside a page: its own ids, its words for who cannot see it.

Matplotlib numbers the parts of every figure alike, and styles all of a page with a rule of
its own; both would spill over where figures share a page.
"""

from __future__ import annotations

import re
from io import BytesIO
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

import matplotlib as mpl

from sim.analysis.wording import NOTICE
from sim.plots.figure import Plate, styled
from sim.plots.fonts import fitted

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_POINT = 96 / 72  # pixels of a page in a point
_HERE = re.compile(r"url\(#([^)]+)\)")
# Verdana is as wide as DejaVu Sans, and there where that is not.
_FONTS = "'DejaVu Sans', Verdana, sans-serif"
_DROPPED = {"metadata", "style", "title", "desc"}


def inline_svg(plate: Plate, name: str) -> str:
    """A plate as one `<svg>` element of HTML that loads nothing.

    Parameters
    ----------
    plate
        The figure; its alt text becomes the description that a screen reader tells.
    name
        Put before every id, so that figures of one page do not share any: of small letters,
        digits and hyphens.

    Returns
    -------
    str
        Equal plates and names give equal text. `--wide` of its style is its own width in pixels.
    """
    assert _NAME.fullmatch(name), name
    root = fromstring(_svg(plate, name))  # noqa: S314  (matplotlib wrote it just now)
    _bare(root)
    for one in root.iter():
        for key, value in one.attrib.items():
            one.set(key, _renamed(key, value, name))
    wide = float(root.attrib.pop("width").removesuffix("pt")) * _POINT
    root.attrib.pop("height")
    root.attrib.update(
        {
            "role": "img",
            "aria-labelledby": f"{name}-title {name}-desc",
            "style": f"--wide: {wide:.0f}px",
        }
    )
    _say(root, "desc", f"{name}-desc", f"{plate.alt} This is {NOTICE}.")
    _say(root, "title", f"{name}-title", plate.stem.replace("-", " "))
    root.tail = None
    return tostring(root, encoding="unicode")


def _svg(plate: Plate, name: str) -> bytes:
    written = BytesIO()
    with styled(), mpl.rc_context({"svg.hashsalt": f"detente-{name}"}):
        fitted(plate.figure)
        plate.figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    return written.getvalue()


def _bare(element: Element) -> None:
    """Names without namespaces, which HTML knows by itself; what is not drawn goes."""
    element.tag = _local(element.tag)
    for key in list(element.attrib):
        element.attrib[_local(key)] = element.attrib.pop(key)
    for child in list(element):
        if _local(child.tag) in _DROPPED:
            element.remove(child)
        else:
            _bare(child)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _renamed(key: str, value: str, name: str) -> str:
    if key == "id":
        return f"{name}-{value}"
    if key == "href" and value.startswith("#"):
        return f"#{name}-{value[1:]}"
    value = _HERE.sub(rf"url(#{name}-\1)", value)
    return value.replace("'DejaVu Sans'", _FONTS) if key == "style" else value


def _say(root: Element, tag: str, ident: str, text: str) -> None:
    """Words as the first child: where readers look for them."""
    said = SubElement(root, tag, {"id": ident})
    said.text = text
    root.remove(said)
    root.insert(0, said)
