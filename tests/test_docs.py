"""What the pages say is so: commands and code run, YAML validates, tables match the code."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
from sim.scenario.seeds import SeedFile, load_seed
from sim.scenario.tree import Data, lines
from sim.talks.event import Event, Recorded, Taste, Weighing
from sim.talks.events import AnyEvent
from sim.talks.log import Header

ROOT = Path(__file__).parents[1]
DOCS = sorted((ROOT / "docs").glob("*.md"))
PAGES = [ROOT / "README.md", *DOCS]
NOT_RUN = {"make", "pip"}  # they set a machine up


@dataclass(frozen=True)
class Block:
    """A fenced block of a page; `file`: the name that a comment before it gives it."""

    kind: str
    file: str
    text: str


_BLOCK = re.compile(
    r"(?:^<!-- file: (?P<file>\S+) -->\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def blocks(page: str) -> list[Block]:
    return [Block(m["kind"], m["file"] or "", m["text"]) for m in _BLOCK.finditer(page)]


def page_text(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


# Commands: in order, each page in a folder of its own, `detente` being this interpreter's.


def commands(page: str) -> list[str]:
    consoles = "".join(block.text for block in blocks(page) if block.kind == "console")
    found = [line.removeprefix("$ ") for line in consoles.splitlines() if line.startswith("$ ")]
    return [command for command in found if command.split()[0] not in NOT_RUN]


def set_out(page: str, folder: Path) -> None:
    """Write the files that a page gives whole."""
    for block in blocks(page):
        if block.file:
            path = folder / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")


def shell_with(shims: Path) -> dict[str, str]:
    call = "from sim.cli.main import main; main(prog_name='detente')"
    shim = shims / "detente"
    shim.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c "{call}" "$@"\n')
    shim.chmod(0o755)
    path = os.pathsep.join([str(shims), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "80"}


def failures(page: str, folder: Path, shims: Path) -> list[str]:
    """What fails of a page's commands, and then of its Python."""
    set_out(page, folder)
    env = shell_with(shims)
    calls = [(command, ["sh", "-c", command]) for command in commands(page)]
    python = [block.text for block in blocks(page) if block.kind == "python"]
    calls += [(code, [sys.executable, "-W", "error", "-c", code]) for code in python]
    found = []
    for told, call in calls:
        done = subprocess.run(
            call, cwd=folder, env=env, check=False, capture_output=True, text=True
        )
        if done.returncode != 0:
            found.append(f"{told}\n  exit {done.returncode}: {done.stderr.strip()}")
    return found


@pytest.fixture
def shims(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bin")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_code_run(page: Path, tmp_path: Path, shims: Path) -> None:
    assert failures(page.read_text(encoding="utf-8"), tmp_path, shims) == []


def test_the_readme_and_the_references_have_commands() -> None:
    assert len(commands((ROOT / "README.md").read_text(encoding="utf-8"))) >= 10
    assert all(commands(page_text(name)) for name in ("scenarios.md", "events.md"))


def test_a_command_or_code_that_fails_is_seen(tmp_path: Path, shims: Path) -> None:
    console = "```console\n$ make demo\n$ detente validate nowhere\n```\n"
    page = f"{console}```python\nraise SystemExit(3)\n```\n"
    told = failures(page, tmp_path, shims)
    assert [one.partition("\n")[0] for one in told] == [
        "detente validate nowhere",
        "raise SystemExit(3)",
    ]
    assert "exit 2: no scenario and no file 'nowhere'" in told[0]


def test_the_example_runs(tmp_path: Path, shims: Path) -> None:
    call = [sys.executable, "-W", "error", str(ROOT / "docs/example.py")]
    env = shell_with(shims)
    done = subprocess.run(call, cwd=tmp_path, env=env, check=True, capture_output=True, text=True)
    assert len(re.findall(r"of 200 runs end in a deal", done.stdout)) == 2


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
    return re.findall(r"`([^`\n]+)`", _BLOCK.sub("", cell))


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
    "slip_chance": "`chance` of `slips`",
    "slip_days": "`by` of `slips`",
    "suspend_chance": "`chance` of `suspension`",
    "press_credibility": "`credibility` of `press`",
    "ratify_delay": "`delay` of a vote",
    "k_ratify": "`k`",
    "shock_hazard": "`hazard`",
    "worth": "`no_deal.worth`",
    "loss_per_day": "`no_deal.loss_per_day`",
}


@pytest.mark.parametrize("name", DEFAULTS)
def test_every_default_is_the_one_of_the_code(name: str) -> None:
    row, page = DEFAULTS[name], page_text("scenarios.md")
    if row.fixed is not None:
        assert f"{row.low:g} to {row.high:g} days" in page
    if name == "answer_by":  # told in a sentence
        assert f"`answer_by` (left out: {span_text(row)})" in page
        return
    cell = CALLED.get(name, f"`{name}`") + (" *" if row.kind == "span" else "")
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
