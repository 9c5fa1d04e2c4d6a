"""Reports of few runs, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from sim.cli.reported import Asked, reported
from sim.scenario.shipped import find
from sim.web import report
from sim.web.page import page
from sim.web.parts import PARTS, Part
from sim.web.sections import bargain, lesson, tipping, turning

SCRIPT = '<script>alert("x")</script> & <b id="brief">talks</b>'
SMALL = {"runs": 20, "draws": 10, "seed": 3, "jobs": 1}


def asked(name: str, *, quick: bool = False, **how: object) -> Asked:
    options = {"sets": (), "quick": quick, "out": "report.html"} | SMALL | how
    return Asked(name=name, **options)  # type: ignore[arg-type]


def small(patch: pytest.MonkeyPatch) -> None:
    """Every part as small as it may be."""
    patch.setattr(turning, "FUTURES", 2)
    patch.setattr(tipping, "INPUTS", 1)
    patch.setattr(tipping, "POINTS", 5)
    patch.setattr(lesson, "TRIES", (40, 40))
    patch.setattr(bargain, "DRAWS", (10, 10))
    patch.setattr(report, "LUCK", (2, 2))


def titled_with_a_script(folder: Path) -> str:
    """The flat sale, its title and one of its options written to break a page."""
    text = find("flat-sale").read_text("utf-8")
    head, _, rest = text.partition("\ntitle: ")
    assert rest
    path = folder / "flat.yaml"
    path.write_text(f"{head}\ntitle: '{SCRIPT}'\n{rest.partition(chr(10))[2]}", "utf-8")
    return str(path)


def made(ask: Asked, parts: Sequence[Part] = PARTS) -> str:
    with reported(ask) as found:
        return page(found, begin=lambda _: None, parts=parts)
