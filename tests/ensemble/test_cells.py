"""Pieces of a study: kept as they are done, played once, in any order."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import pytest

from sim.ensemble.cells import STUDY, Cell, Shelf, Study, play_pieces
from sim.ensemble.manifest import NOTICE
from sim.ensemble.places import JOURNAL, MANIFEST, place_of
from sim.errors import LogError, SettingError
from sim.talks.events import OUTCOMES


@dataclass(frozen=True)
class Dice:
    """A piece that needs no talks."""

    seed: int
    runs: int = 6

    def holds(self, cell: Cell) -> bool:
        return cell.sizes == (self.runs, self.runs, 1)


PIECES = [Dice(seed) for seed in range(7)]
PIECE_OF = dict(enumerate(PIECES)).get


def thrown(piece: Dice) -> Cell:
    rng = np.random.default_rng(piece.seed)
    places = rng.integers(0, len(OUTCOMES), piece.runs, dtype=np.uint8)
    return Cell(-1, places.tobytes(), tuple(rng.random(piece.runs).tolist()), (piece.seed + 1,))


def study(**asked: object) -> Study:
    return Study(kind="test", name="dice", scenario_digest="d", asked={"sides": 6} | asked)


def opened(folder: Path, **asked: object) -> Shelf:
    return Shelf.of(place_of(str(folder)), study(**asked), PIECE_OF)


def stop_after(runs: int) -> Callable[[int, int], None]:
    def progress(done: int, _asked: int) -> None:
        if done >= runs:
            raise KeyboardInterrupt

    return progress


def whole() -> dict[int, Cell]:
    shelf = Shelf()
    assert play_pieces(thrown, PIECES, shelf, jobs=1)
    return shelf.cells


def test_all_pieces_are_played_under_their_numbers() -> None:
    cells = whole()
    assert [cells[k].piece for k in range(len(PIECES))] == list(range(len(PIECES)))
    expected = thrown(PIECES[3])
    assert (cells[3].outcomes, cells[3].weights) == (expected.outcomes, expected.weights)
    hits = np.array([cells[3].ended(outcome) for outcome in OUTCOMES])
    assert list(hits.sum(axis=0)) == [1] * 6


def test_a_study_that_is_stopped_goes_on_and_is_the_same(tmp_path: Path) -> None:
    assert not play_pieces(thrown, PIECES, opened(tmp_path), 1, stop_after(18))
    shelf, played, seen = opened(tmp_path), list[int](), list[int]()

    def again(piece: Dice) -> Cell:
        played.append(piece.seed)
        return thrown(piece)

    assert sorted(shelf.cells) == [0, 1, 2]
    assert play_pieces(again, PIECES, shelf, 1, lambda done, _: seen.append(done))
    assert played == [3, 4, 5, 6]
    assert seen == [24, 30, 36, 42]
    assert shelf.cells == opened(tmp_path).cells == whole()


def test_a_torn_line_is_played_again(tmp_path: Path) -> None:
    assert not play_pieces(thrown, PIECES, opened(tmp_path), 1, stop_after(18))
    journal = tmp_path / JOURNAL
    journal.write_bytes(journal.read_bytes()[:-20])
    assert sorted(opened(tmp_path).cells) == [0, 1]
    assert play_pieces(thrown, PIECES, opened(tmp_path), jobs=1)
    assert opened(tmp_path).cells == whole()


WRONG: dict[str, tuple[str, object, str]] = {
    "an outcome that is none": (
        "outcomes",
        "CQkJCQkJ",
        "there are 5 outcomes",
    ),
    "more runs than it has": ("outcomes", "AAAAAAAAAAA=", "1 is of 6 runs"),
    "a piece that is not of it": ("piece", 77, "which has none of number 77"),
    "a piece below 0": ("piece", -1, r"\$\.piece"),
    "a weight above 1": ("weights", [2.0] * 6, r"\$\.weights"),
    "a try before the first": ("tried", [0], r"\$\.tried"),
    "fewer weights": ("weights", [0.5], "1 is of 6 runs"),
    "more tries": ("tried", [1, 1], "1 is of 6 runs"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_line_that_is_no_piece_of_the_study_is_refused_with_its_place(
    name: str, tmp_path: Path
) -> None:
    field, value, said = WRONG[name]
    assert play_pieces(thrown, PIECES, opened(tmp_path), jobs=1)
    journal = tmp_path / JOURNAL
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[1] = msgspec.json.encode(msgspec.json.decode(lines[1]) | {field: value}) + b"\n"
    journal.write_bytes(b"".join(lines))
    with pytest.raises(LogError, match=rf"parts\.jsonl:2:1: is no piece of this study.*{said}"):
        opened(tmp_path)


def test_a_line_that_is_no_json_is_played_again(tmp_path: Path) -> None:
    assert play_pieces(thrown, PIECES, opened(tmp_path), jobs=1)
    journal = tmp_path / JOURNAL
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([*lines[:2], b"\x00\x00\n", b'{"piece":2,\n', *lines[3:]]))
    shelf = opened(tmp_path)
    assert 2 not in shelf.cells
    assert play_pieces(thrown, PIECES, shelf, jobs=1)
    assert opened(tmp_path).cells == whole()


def test_another_question_is_refused_and_says_what_differs(tmp_path: Path) -> None:
    opened(tmp_path)
    with pytest.raises(SettingError, match="its sides is 6, and 8 is asked for"):
        opened(tmp_path, sides=8)
    with pytest.raises(SettingError, match="its weighted is left out, and True is asked for"):
        opened(tmp_path, weighted=True)
    other = msgspec.structs.replace(study(), scenario_digest="e", name="cards")
    with pytest.raises(SettingError) as told:
        Shelf.of(place_of(str(tmp_path)), other, PIECE_OF)
    assert "its scenario is another" in str(told.value)
    assert "name" not in str(told.value).partition(": ask for")[0].replace("folder", "")


def test_the_same_scenario_by_another_name_goes_on(tmp_path: Path) -> None:
    assert play_pieces(thrown, PIECES, opened(tmp_path), jobs=1)
    moved = msgspec.structs.replace(study(), name="folder/dice.yaml")
    assert len(Shelf.of(place_of(str(tmp_path)), moved, PIECE_OF).cells) == len(PIECES)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (MANIFEST, {"format": 2, "notice": NOTICE}, "holds a data set of runs"),
        (JOURNAL, {}, "holds parts.jsonl of something else"),
    ],
)
def test_what_is_of_something_else_is_no_place_for_a_study(
    tmp_path: Path, name: str, content: dict[str, object], said: str
) -> None:
    (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(SettingError, match=f"{said}: write another folder"):
        opened(tmp_path)
    assert not (tmp_path / STUDY).exists()


@pytest.mark.parametrize("content", ["{}", '{"name": "an app", "icons": []}', "\0"])
def test_a_manifest_of_another_program_is_left_alone(tmp_path: Path, content: str) -> None:
    (tmp_path / MANIFEST).write_text(content, encoding="utf-8")
    assert play_pieces(thrown, PIECES, opened(tmp_path), jobs=1)
    assert len(opened(tmp_path).cells) == len(PIECES)
    assert (tmp_path / MANIFEST).read_text(encoding="utf-8") == content


@pytest.mark.parametrize("content", [b"{}", b'{"name":"\xff"}', b"[" * 100_000])
def test_a_file_that_is_no_study_is_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / STUDY).write_bytes(content)
    with pytest.raises(LogError, match="is no study of detente"):
        opened(tmp_path)


def test_what_differs_is_told_without_lists_of_values(tmp_path: Path) -> None:
    opened(tmp_path, over={"a": [0.0, 1.0]}, points="9f" * 32, what_if="")
    with pytest.raises(SettingError) as told:
        opened(tmp_path, over={"a": [0.0, 2.0]}, points="8e" * 32, what_if="war")
    assert (
        str(told.value)
        .partition("study: ")[2]
        .startswith(
            "its values of a are others; its design of points is another; "
            "its --what-if is none, and war is asked for: ask"
        )
    )
    with pytest.raises(SettingError, match="its swept input is a, and b, c is asked for"):
        opened(tmp_path, over={"b": [0.0], "c": [1.0]})
