"""Reports of few runs, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sim.cli.reported import Asked, reported
from sim.scenario.shipped import find
from sim.web.page import page
from sim.web.parts import PARTS, Part
from sim.web.sizes import Size

SCRIPT = '<script>alert("x")</script> & <b id="brief">talks</b>'
SMALL = {"runs": 20, "draws": 10, "seed": 3, "jobs": 1}
TINY = Size(20, 8, 2, 1, 5, 10, 2, 2, 40, 10)  # every part as small as it may be


def asked(name: str, *, quick: bool = False, **how: object) -> Asked:
    usual = {"sets": (), "quick": quick, "thorough": False, "keep": None, "out": "report.html"}
    options = usual | SMALL | how
    return Asked(name=name, **options)  # type: ignore[arg-type]


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
        return page(replace(found, size=TINY), begin=lambda _: None, parts=parts)
