"""Logs, manifests and parts that somebody altered: read as they are, or refused with a place."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.ensemble.frame import digest_of
from sim.ensemble.parts import hashes_of, sha256
from tests.altering import compact
from tests.fuzz.mangling import JUNK, adjusted, mutate, spoiled
from tests.fuzz.tries import FEW, TRIES, called, fuzzed, luck

READERS = (
    ("replay",), ("replay", "--at", "3"), ("explain", "5"), ("verify",), ("debrief", "-n", "1"),
    ("fork", "5", "-n", "1", "--jobs", "1", "--answer", "accept"),
)  # fmt: skip
SCENARIOS = ("flat-sale", "labour-dispute")


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("logs")
    for name in SCENARIOS:
        called("(made)", "run", name, "--seed", "7", "--log", str(folder / f"{name}.jsonl"))
    return folder


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("set") / "flat"
    how = ("-n", "12", "--draws", "3", "--chunk", "6", "--jobs", "1", "-o", str(folder))
    called("(made)", "ensemble", "flat-sale", *how)
    return folder


def read(kind: str, path: Path, reader: tuple[str, ...], folder: Path) -> None:
    """Have one of the commands that read logs read one."""
    command, *more = reader
    called(kind, command, str(path), *more)
    called(kind, "log", "import", str(path), "--store", str(folder / "kept.db"))


@fuzzed(0.5)
@given(name=st.sampled_from(SCENARIOS), reader=st.sampled_from(READERS), luck=luck)
def test_a_log_with_an_altered_line(
    name: str, reader: tuple[str, ...], luck: Random, logs: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    rows: list[Any] = [
        json.loads(row) for row in (logs / f"{name}.jsonl").read_bytes().splitlines()
    ]
    change = luck.choice([adjusted, adjusted, mutate])
    for _ in range(luck.randint(1, 2)):
        change(rows[luck.randrange(len(rows))], luck)
    folder = tmp_path_factory.mktemp("altered")
    path = folder / "r.jsonl"
    path.write_bytes(b"".join(compact(row) + b"\n" for row in rows))
    read("logs by structure", path, reader, folder)


@fuzzed(0.5)
@given(name=st.sampled_from(SCENARIOS), reader=st.sampled_from(READERS), luck=luck)
def test_a_log_of_other_bytes(
    name: str, reader: tuple[str, ...], luck: Random, logs: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    folder = tmp_path_factory.mktemp("spoiled")
    path = folder / "r.jsonl"
    path.write_bytes(spoiled((logs / f"{name}.jsonl").read_bytes(), luck))
    read("logs by bytes", path, reader, folder)


@fuzzed(0.5)
@given(name=st.sampled_from(SCENARIOS), luck=luck)
def test_a_log_of_other_lines(
    name: str, luck: Random, logs: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = (logs / f"{name}.jsonl").read_bytes().splitlines(keepends=True)
    match luck.randrange(8):
        case 0:
            rows.insert(luck.randrange(len(rows)), luck.choice(rows))
        case 1:
            first, other = luck.randrange(len(rows)), luck.randrange(len(rows))
            rows[first], rows[other] = rows[other], rows[first]
        case 2:
            del rows[luck.randrange(len(rows))]
        case _:  # what was written when it stopped
            del rows[luck.randrange(2, len(rows)) :]
    folder = tmp_path_factory.mktemp("lines")
    (folder / "r.jsonl").write_bytes(b"".join(rows))
    read("logs by lines", folder / "r.jsonl", luck.choice(READERS), folder)


OPENERS: tuple[tuple[str, ...], ...] = (
    ("replay", "--run", "1"), ("replay", "--run", "11"), ("plot", "-o", "{out}"),
    ("ensemble", "--jobs", "1", "--resume"), ("ensemble", "-n", "18", "--jobs", "1", "--resume"),
)  # fmt: skip
REPORT = ("report", "--quick", "--jobs", "1", "-o", "{out}.md")
if TRIES > FEW:  # seconds a try
    OPENERS = (*OPENERS, REPORT)


def opened(kind: str, folder: Path, luck: Random) -> None:
    command, *more = luck.choice(OPENERS)
    more = [one.replace("{out}", str(folder.parent / "out")) for one in more]
    if command == "ensemble":
        called(kind, command, *more, str(folder))
    else:
        called(kind, command, str(folder), *more)


@fuzzed(0.5)
@given(luck=luck)
def test_an_altered_manifest(
    luck: Random, dataset: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("manifest") / "flat"
    shutil.copytree(dataset, folder)
    path = folder / "manifest.json"
    change = luck.choice([_gone_on_with, _gone_on_with, adjusted, mutate, None])
    if change is not None:
        data = json.loads(path.read_bytes())
        change(data, luck)
        path.write_text(json.dumps(data), encoding="utf-8")
    else:
        path.write_bytes(spoiled(path.read_bytes(), luck))
    opened("manifests", folder, luck)


def _gone_on_with(manifest: Any, luck: Random) -> None:
    """A manifest that is another but may well be: moved, told otherwise, or with parts to play."""
    manifest["name"] = luck.choice(["flat-sale", "gone/it's.yaml", "\u05e9\u05dc\u05d5\u05dd"])
    manifest["sets"] = luck.choice([[], ["seller.no_deal.worth=70"], ["x"]])
    manifest["variant"] = luck.choice(["", "patient-seller", "nosuch"])
    luck.shuffle(manifest["parts"])
    if luck.random() < 0.7:
        block = luck.choice(manifest["parts"])["draws"]
        manifest["parts"] = [one for one in manifest["parts"] if one["draws"] != block]
        manifest |= {"complete": False, "results_digest": "", "events_digest": ""}


@fuzzed(0.5)
@given(luck=luck)
def test_an_altered_part_that_is_sealed_again(
    luck: Random, dataset: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("part") / "flat"
    shutil.copytree(dataset, folder)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    part = luck.choice(manifest["parts"])
    path = folder / part["file"]
    if luck.random() < 0.2:
        content = spoiled(path.read_bytes(), luck)
        path.write_bytes(content)
    else:
        _altered(pl.read_parquet(path), luck).write_parquet(path)
        content = path.read_bytes()
        frame = pl.read_parquet(path)
        # What has no hashes cannot be sealed whole.
        with suppress(AssertionError, pl.exceptions.PolarsError, TypeError, ValueError):
            part["digest"] = digest_of(frame.columns, hashes_of(part["kind"], frame))
    part["sha256"], part["size"] = sha256(content), len(content)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    opened("parts", folder, luck)


def _altered(frame: pl.DataFrame, luck: Random) -> pl.DataFrame:
    column = luck.choice(frame.columns)
    match luck.randrange(5):
        case 0:
            return frame.drop(column)
        case 1:
            return frame.rename({column: "another"})
        case 2:
            return frame.with_columns(pl.col(column).cast(pl.String, strict=False))
        case 3:
            return frame.head(luck.randrange(frame.height))
        case _:
            kind = frame.schema[column]
            value = luck.choice([None, *JUNK])
            try:
                new = pl.Series([value], dtype=kind, strict=True)
            except (TypeError, OverflowError, pl.exceptions.PolarsError, ValueError):
                new = pl.Series([None], dtype=kind)
            where = pl.int_range(pl.len()) == luck.randrange(frame.height)
            return frame.with_columns(
                pl.when(where).then(pl.lit(new.item(), dtype=kind)).otherwise(column).alias(column)
            )
