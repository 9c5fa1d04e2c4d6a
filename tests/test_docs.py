"""What the pages say is so: YAML validates, tables match the code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from pydantic import BaseModel

from sim.errors import DetenteError
from sim.scenario.defaults import DEFAULTS
from sim.scenario.fields import span_text
from sim.scenario.language import VERBS, Scenario, Stance
from sim.scenario.loading import load_text
from sim.scenario.reading import read_tree
from sim.scenario.seed_reading import load_seed
from sim.scenario.seeds import SeedFile
from sim.scenario.tree import Data, lines
from sim.talks.event import Event, Recorded, Taste, Weighing
from sim.talks.events import AnyEvent
from sim.talks.log import Header
from tests.documented import BLOCK, PAGES, ROOT, blocks, page_text, set_out

# YAML: a block with a file name is a whole file; any other is laid over the page's scenario.


def laid_over(base: Data, more: Data) -> Data:
    """A mapping with another laid over it: mappings are merged, all else replaced."""
    if not (isinstance(base, dict) and isinstance(more, dict)):
        return more
    return {**base, **{key: laid_over(base.get(key), value) for key, value in more.items()}}


def yaml_faults(page: str, folder: Path) -> list[str]:
    """What is wrong with a page's YAML."""
    set_out(page, folder)
    base: Data = None
    found: list[str] = []
    for block in blocks(page):
        if block.kind != "yaml":
            continue
        try:
            if block.file.startswith("seeds/"):
                load_seed(block.text, block.file)
                continue
            tree, faults = read_tree(block.text, block.file or "snippet")
            found += map(str, faults)
            data = tree.data() if block.file else laid_over(base, tree.data())
            base = data if block.file else base
            assert isinstance(data, dict)
            text = block.text if block.file else "\n".join(lines(data))
            load_text(text, str(folder / "snippet.yaml"))
        except DetenteError as error:
            found.append(f"{block.text}{error}")
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_yaml_is_valid(page: Path, tmp_path: Path) -> None:
    assert yaml_faults(page.read_text(encoding="utf-8"), tmp_path) == []


@pytest.mark.parametrize(
    "snippet", ["actors: {west: {firmnes: high}}", "consent: {quota: 60}\nconsent: all", "title: ["]
)
def test_yaml_that_is_not_valid_is_seen(snippet: str, tmp_path: Path) -> None:
    page = page_text("scenarios.md")
    assert len(yaml_faults(f"{page}\n```yaml\n{snippet}\n```\n", tmp_path)) == 1


# Tables of docs/scenarios.md.


def rows(page: str) -> list[list[str]]:
    """The cells of all table rows of a page."""
    found = [line.strip().strip("|").split(" | ") for line in page.splitlines() if line[:2] == "| "]
    return [[cell.strip() for cell in row] for row in found]


def named(cell: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", BLOCK.sub("", cell))


def test_common_errors_say_what_the_page_says(tmp_path: Path) -> None:
    page = page_text("scenarios.md")
    set_out(page, tmp_path)
    errors = [row for row in rows(page) if len(row) == 2 and "=" in row[0]]
    assert len(errors) >= 10
    for change, message in errors:
        path = tmp_path / "bridge.yaml"
        with pytest.raises(DetenteError) as caught:
            load_text(path.read_text(encoding="utf-8"), str(path), named(change))
        assert f": {named(message)[0]}" in str(caught.value)


CALLED = {  # rows of the table of defaults that a file writes in another block's words
    "interaction": "`worth` of `interactions`",
    "slip_chance": "`chance` of `slips`",
    "slip_days": "`by` of `slips`",
    "suspend_chance": "`chance` of `suspension`",
    "press_credibility": "`credibility` of `press`",
    "delay_shape": "`shape` of `delays`",
    "ratify_delay": "`delay` of a vote",
    "k_ratify": "`k`",
    "shock_hazard": "`hazard`",
    "worth": "`no_deal.worth`",
    "loss_in_90_days": "`no_deal.loss_in_90_days`",
    "discount": "`no_deal.discount`",
}


@pytest.mark.parametrize("name", DEFAULTS)
def test_every_default_is_the_one_of_the_code(name: str) -> None:
    row, page = DEFAULTS[name], page_text("scenarios.md").partition("\n## Limits\n")[0]
    if row.fixed is not None:
        assert f"{row.low:g} to {row.high:g} {row.unit}" in page
    if name == "shift":
        assert (row.low, row.high) == (DEFAULTS["worth"].low, DEFAULTS["worth"].high)
        assert "what it means for a worth of no deal" in page
        return
    cell = CALLED.get(name, f"`{name}`") + (" *" if row.kind in {"span", "log"} else "")
    told = {r[1] for r in rows(page) if len(r) == 3 and r[0] == cell}
    assert told - {"the actor's"} == {span_text(row)}


def fields(model: object) -> Iterator[str]:
    """The names of all fields of a model and of the models in it."""
    if isinstance(model, type) and issubclass(model, BaseModel):
        for name, info in model.model_fields.items():
            yield info.alias or name
            yield from fields(info.annotation)
    else:
        for inner in get_args(model):
            yield from fields(inner)


def spoken(page: str) -> str:
    """A page's code: what is in blocks and between backticks."""
    return "\n".join([*(block.text for block in blocks(page)), *named(page)])


@pytest.mark.parametrize("model", [Scenario, Stance, SeedFile])
def test_every_field_of_the_language_is_shown(model: type[BaseModel]) -> None:
    said = spoken(page_text("scenarios.md"))
    names = set(fields(model)) - {"name"}  # of a seed: its file's
    assert [name for name in sorted(names) if not re.search(rf"\b{name}\b", said)] == []
    assert [verb for verb in VERBS if verb not in named(page_text("scenarios.md"))] == []


# Tables of docs/events.md.


def event_rows() -> Mapping[str, tuple[str, list[str]]]:
    """By type: whether it is marked r, and the fields its row names."""
    found = {}
    for row in rows(page_text("events.md")):
        type_ = named(row[0])
        if type_ and type_[0][0].isupper():
            found[type_[0]] = (row[0].partition("` ")[2], named(row[-1]))
    return found


def first_column() -> set[str]:
    return {name for row in rows(page_text("events.md")) for name in named(row[0])}


@pytest.mark.parametrize("kind", get_args(AnyEvent), ids=lambda kind: kind.__name__)
def test_every_event_has_its_row_with_its_fields(kind: type[Any]) -> None:
    mark, told = event_rows()[kind.__name__]
    recorded = issubclass(kind, Recorded)
    common = Recorded if recorded else Event
    assert mark == ("r" if recorded else "")
    assert told == [
        field for field in kind.__struct_fields__ if field not in common.__struct_fields__
    ]


def test_no_event_is_told_that_is_not_there() -> None:
    assert set(event_rows()) == {kind.__name__ for kind in get_args(AnyEvent)}


@pytest.mark.parametrize("struct", [Event, Recorded, Weighing, Header])
def test_every_common_field_is_told(struct: type[msgspec.Struct]) -> None:
    assert set(struct.__struct_fields__) - first_column() == set()
    assert {"run", "v", "type"} <= first_column()


def test_a_taste_is_told() -> None:
    assert set(Taste.__struct_fields__) <= set(named(page_text("events.md")))


NAMED = re.compile(r"`((?:sim|tests|docs|benchmarks|scenarios|seeds)/[\w./-]+)`")


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CONTRIBUTING.md"], ids=lambda page: page.name)
def test_files_that_a_page_names_are_there(page: Path) -> None:
    named = NAMED.findall(page.read_text(encoding="utf-8"))
    assert not [path for path in named if "NAME" not in path and not (ROOT / path).exists()]
