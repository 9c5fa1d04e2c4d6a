"""The study in the documentation is of the scenario and the program as they are."""

from __future__ import annotations

import re

from sim.cli.reported import Asked, reported
from sim.ensemble.arguments import RUNS
from sim.telling.story import ending
from sim.version import VERSION
from sim.web.markdown import markdown
from sim.web.page import told
from sim.web.parts import PARTS
from tests.cli.asking import tale
from tests.documented import ROOT, page_text

NAME, SEED = "cairo-2024", 1
STALE = "docs/cairo-2024.md is not of this scenario and program: `make study`"
PAGE = page_text(f"{NAME}.md")


def test_it_is_of_the_shipped_scenario_and_this_version() -> None:
    run = tale(NAME, SEED)
    assert f"Detente {VERSION}, scenario {run.case.digest[:8]}, " in PAGE, STALE
    assert ending(run) in PAGE, STALE


def test_the_sections_that_play_nothing_are_told_as_they_are() -> None:
    """All but the counts of runs, which only playing them all again would give."""
    quiet = tuple(part for part in PARTS if part.name in {"question", "differences", "codebook"})
    ask = Asked(NAME, 20, 10, SEED, 1, (), quick=False, thorough=False, keep=None, out="a.md")
    with reported(ask) as found:
        text = markdown(found, told(found, lambda _: None, quiet), NAME)
    for part in quiet:
        assert section(text, part.title) == section(PAGE, part.title), STALE


def section(page: str, title: str) -> str:
    """What stands under a head; tables are numbered through a page."""
    text = page.partition(f"\n## {title}\n")[2].partition("\n## ")[0].partition("\n---\n")[0]
    return re.sub(r"\*Table \d+\. ", "*Table. ", text).strip()


def test_its_figures_and_their_numbers_are_there() -> None:
    named = re.findall(r"\]\((cairo-2024/[\w.-]+)\)", PAGE)
    assert len(named) >= 30
    files = {f"{NAME}/{path.name}" for path in (ROOT / "docs" / NAME).iterdir()}
    assert {one for one in files if one.endswith((".png", ".csv"))} == set(named)


def test_one_command_makes_it() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    command = re.search(r"^\t\$\(BIN\)/(detente report .*)$", makefile, re.MULTILINE)
    assert command is not None
    made = command[1].replace(" --keep out/study", "").replace("docs/", "").replace(" --force", "")
    assert f"```sh\n{made}\n```" in PAGE
    assert f"{RUNS:,} runs: 100 draws" in PAGE
