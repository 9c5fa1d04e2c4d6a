"""A data set altered anywhere is refused by whatever opens one, its digests made anew or not."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from functools import partial
from itertools import islice
from pathlib import Path

import polars as pl
import pytest

from sim.ensemble.checking import played_again
from sim.ensemble.dataset import opened, read
from sim.errors import DetenteError
from sim.files import files_below
from sim.scenario.loading import load
from sim.version import VERSION
from tests.altering import altered_json, altered_tables, resealed
from tests.cli.asking import ask, bare
from tests.engine.made import case_of, plain, values_at
from tests.ensemble.test_dataset import played
from tests.often import tried


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept") / "runs"
    played(folder)
    return folder


@pytest.fixture
def folder(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "runs"))


def use(folder: Path) -> None:
    """All that commands do with what is kept."""
    found = read(str(folder))
    found.ensemble().table.collect()
    played_again(found, 0)
    opened(str(folder)).verify()


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in files_below(folder)}


def altered_manifests(folder: Path, offset: int, stride: int) -> Counter[str]:
    path, seen = folder / "manifest.json", Counter[str]()
    manifest = json.loads(path.read_bytes())
    parts, manifest["complete"] = manifest["parts"], False
    manifest["parts"] = [next(one for one in parts if one["kind"] == k) for k in ("events", "runs")]
    for what, content in islice(altered_json(manifest), offset, None, stride):
        path.write_bytes(content)
        try:
            use(folder)
        except DetenteError as error:
            placed = str(folder) in str(error)
            seen["refused" if placed else f"without a place: {what}"] += 1
        except Exception as error:
            raise AssertionError(what) from error
        else:
            seen["used"] += 1
    assert set(seen) <= {"refused", "used"}, seen
    return seen


@tried(61, 7, "stride")
def test_a_field_of_the_manifest_changed_is_refused_or_does_no_harm(
    folder: Path, stride: int
) -> None:
    seen = altered_manifests(folder, 0, stride)
    assert seen["refused"] > 2 * seen["used"] > 0


NONE_ASIDE = b'"set_aside": []'
ALL_ASIDE = b'"set_aside": [{"draws": [0, 12], "luck": [0, 8], "window": [0, 90], "of": 12}]'
MORE_ASIDE = b'"set_aside": [{"draws": [0, 12], "luck": [8, 9], "window": [90, 99], "of": 12}]'
WRONG = {
    "no draws": (b'"draws": 12,', b'"draws": 0,', "`int` >= 1 - at `$.draws`"),
    "a seed below 0": (b'"seed": 5', b'"seed": -5', "`int` >= 0 - at `$.seed`"),
    "no runs a part": (b'"chunk": 20', b'"chunk": 0', "`int` >= 1 - at `$.chunk`"),
    "events of less than no run": (b'"events_of": 24', b'"events_of": -1', "$.events_of"),
    "a what-if that is none": (b'"what_if": ""', b'"what_if": "../x"', "no what_if '../x'"),
    "a part elsewhere": (b'"file": "runs/', b'"file": "../x/', "].file`"),
    "a part by its whole path": (b'"file": "runs/', b'"file": "/runs/', "].file`"),
    "a part of another kind": (b'"kind": "runs"', b'"kind": "moon"', "].kind`"),
    "another scenario": (b"Buyer", b"Biyer", "its scenario's text was altered"),
    "another comment in it": (b"no mediator", b"one mediator", "its scenario's text was altered"),
    "another digest of it": (b'digest": "', b'digest": "0', "is not the manifest of a data set"),
    "fewer runs than its parts": (b'"runs": 90', b'"runs": 40', "its runs are 40"),
    "more runs than its parts": (b'"runs": 90', b'"runs": 900', "its runs are 900"),
    "more runs than there can be": (b'"runs": 90', b'"runs": 1000000001', "at `$.runs`"),
    "a precision not asked for": (b'"within": 0.0', b'"within": 1e-9', "events of its first 24"),
    "other stretches": (b'"luck": [', b'"luck": [1,', "$.stretches"),
    "parts cut otherwise": (b'"chunk": 20', b'"chunk": 25', "none of the parts of 25 runs"),
    "no events": (b'"events_of": 24', b'"events_of": 0', "events of its first 0"),
    "another seed": (b'"seed": 5', b'"seed": 6', "is not what seed 6 gives"),
    "all runs set aside": (NONE_ASIDE, ALL_ASIDE, "set aside are in its parts"),
    "runs set aside that nobody asked for": (NONE_ASIDE, MORE_ASIDE, "set_aside[0] is none of"),
}
COMMANDS = [("replay", "--run", "0"), ("plot",), ("report",), ("ensemble", "--resume")]


@pytest.mark.parametrize("words", COMMANDS)
@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named_by_every_command(
    folder: Path, name: str, words: tuple[str, ...]
) -> None:
    old, new, said = WRONG[name]
    path = folder / "manifest.json"
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))
    before = contents(folder)
    args = [*words, str(folder)] if words[0] == "ensemble" else [words[0], str(folder), *words[1:]]
    result = ask(*args)
    assert result.exit_code == 2
    assert bare(said) in bare(result.stderr)
    assert contents(folder) == before


def test_events_of_a_run_too_many_are_seen_before_anything_is_written(folder: Path) -> None:
    path = folder / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"events_of": 24', b'"events_of": 25'))
    before = contents(folder)
    result = ask("ensemble", "--resume", str(folder), "-n", "120")
    assert result.exit_code == 2
    assert bare("does not have the events of the runs") in bare(result.stderr)
    assert contents(folder) == before


def _instead(new: pl.DataFrame, _: pl.DataFrame) -> pl.DataFrame:
    return new


@tried(13, 1, "stride")
@pytest.mark.parametrize("kind", ["runs", "events"])
def test_a_part_is_known_by_what_it_holds_and_not_by_its_digest_alone(
    kept: Path, folder: Path, kind: str, stride: int
) -> None:
    part = next(one for one in opened(str(kept)).manifest.parts if one.kind == kind)
    frame = pl.read_parquet(kept / part.file)
    refused = Counter[bool]()
    for what, table in islice(altered_tables(frame), 0, None, stride):
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        resealed(folder, kind, partial(_instead, table))
        try:
            use(folder)
        except DetenteError:
            refused[True] += 1
        except Exception as error:
            raise AssertionError(what) from error
        else:
            refused[False] += 1
    assert refused[True] > refused[False]


IMPOSSIBLE = {
    "end_day": (-5.0, "outside 0 to 60.0007"),
    "framework_day": (1e6, "outside -1 to 60.0007"),
    "no_deal.buyer": (-0.1, "outside -1e-09 to 1"),
    "worth.seller": (-0.51, "outside -0.5 to 1"),
    "surplus.buyer": (-1.51, "outside -1.5 to 1"),
    "input.buyer.no_deal.worth": (101.0, "outside 20 to 70"),
    "input.issues.price.status_quo": ("free", "'free' in some rows"),
    "open_packages": (17_000, "outside 0 to 9"),
    "texts": (-1, "outside 0 to"),
    "tabled.seller": (-1, "outside 0 to"),
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_what_no_run_can_give_is_refused(name: str, folder: Path) -> None:
    value, said = IMPOSSIBLE[name]
    middle = pl.when(pl.int_range(pl.len()) == 5).then(pl.lit(value)).otherwise(name).alias(name)
    resealed(folder, "runs", lambda frame: frame.with_columns(middle))
    with pytest.raises(DetenteError, match=f"{name} is {said}"):
        read(str(folder))


def test_a_soft_red_line_leaves_a_package_worth_less_than_nothing(tmp_path: Path) -> None:
    """It is lost from what the options add, to whom nobody has to ask."""
    case = load("flat-sale", ["seller.price.red_line=soft", "consent={quota: 50%}"])
    played(tmp_path / "runs", case=case)
    least = read(str(tmp_path / "runs")).ensemble().frame["worth.seller"].min()
    assert isinstance(least, float)
    assert -0.5 <= least < 0.0


def test_options_worth_more_together_leave_a_package_worth_more_than_one(tmp_path: Path) -> None:
    data = plain()
    between = {"price": "p1", "time": "t1"}  # what Ada wants: her best package is worth 1.9
    data["actors"]["ada"]["interactions"] = {"both": {"between": between, "worth": 90}}
    data["actors"]["bob"] = {**data["actors"]["ada"], "interactions": {}}
    played(tmp_path / "runs", case=case_of(data))
    most = read(str(tmp_path / "runs")).ensemble().frame["worth.ada"].max()
    assert isinstance(most, float)
    assert 1.0 < most <= 1.9


def test_an_input_that_the_seed_does_not_give_is_refused(folder: Path) -> None:
    name = "input.buyer.no_deal.worth"
    resealed(folder, "runs", lambda frame: frame.with_columns(pl.col(name).reverse()))
    with pytest.raises(DetenteError, match=f"{name} of run 0 is not what seed 5 gives"):
        read(str(folder))


def test_another_seed_is_refused_where_no_input_varies(tmp_path: Path) -> None:
    """Nothing is drawn but luck: the first run is played anew."""
    case = case_of(plain())
    units = {one.path: one.unit for one in case.inputs}
    sets = [
        (path, f"{value} {units[path]}" if units[path] in ("days", "a day") else f"{value}")
        for path, value in values_at(case).items()
    ]
    certain = case.variant(tuple(sets))
    assert not any(one.uncertain for one in certain.inputs)
    played(tmp_path / "runs", case=certain)
    read(str(tmp_path / "runs"))
    path = tmp_path / "runs" / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"seed": 5', b'"seed": 6'))
    with pytest.raises(DetenteError, match=r"of run 0 is not what seed 6 gives"):
        read(str(tmp_path / "runs"))


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("lapsed", "texts"),
        ("unanswered", "lapsed"),
        ("tabled.seller", "texts"),
        ("revising.buyer", "tabled.buyer"),
        ("missing.buyer", "unanswered"),
    ],
)
def test_a_count_of_more_than_there_are_is_refused(folder: Path, part: str, whole: str) -> None:
    more = (pl.col(whole) + 1).alias(part)
    resealed(folder, "runs", lambda frame: frame.with_columns(more))
    with pytest.raises(DetenteError, match=rf"{part} is more than {whole} in some rows"):
        read(str(folder))


@pytest.mark.parametrize(
    "name",
    ["input.buyer.no_deal.worth", "tabled.seller", "revising.buyer", "missing.buyer"],
)
def test_a_run_without_one_of_its_numbers_is_refused(folder: Path, name: str) -> None:
    first = pl.int_range(pl.len()) == 0
    resealed(
        folder, "runs", lambda frame: frame.with_columns(pl.when(~first).then(name).alias(name))
    )
    with pytest.raises(DetenteError, match=rf"{name} is empty in some rows"):
        read(str(folder))


def test_what_another_version_kept_is_named_with_both(folder: Path) -> None:
    path = folder / "manifest.json"
    content = path.read_bytes().replace(
        b'"detente": "%b"' % VERSION.encode(), b'"detente": "0.0.9"'
    )
    path.write_bytes(content)
    both = bare(f"detente 0.0.9, and this is {VERSION}")
    for words in (("report", str(folder)), ("ensemble", "--resume", str(folder))):
        result = ask(*words)
        assert result.exit_code == 2
        assert both in bare(result.stderr)
    assert "same as was kept" in " ".join(ask("replay", str(folder), "--run", "0").stdout.split())
    resealed(folder, "runs", lambda frame: frame.with_columns(texts=pl.col("texts") + 1))
    result = ask("replay", str(folder), "--run", "0")
    assert result.exit_code == 1
    assert "NOT what was kept" in result.stderr
    assert both in bare(result.stderr)
