"""Scorable games: thresholds, vetoes, all but one."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from random import Random

import pytest

from sim.imports.notes import Fate, ForeignError
from tests.imports.reading import bargained, notes, put, read

COUNTS = (3, 2, 4, 3)
PLAYERS = ("lead", "fund", "town", "farm")
CONFIG = "Lead,lead,p1,greedy,some-model\nFund,fund,p2\nTown,town,player\nFarm,farm,player\n"
Points = dict[str, list[list[int]]]


def game(seed: int) -> tuple[Points, dict[str, int]]:
    luck = Random(seed)
    points = {
        name: [[luck.randint(0, 30) for _ in range(count)] for count in COUNTS] for name in PLAYERS
    }
    return points, {name: luck.randint(40, 55) for name in PLAYERS}


def written(folder: Path, points: Points, least: dict[str, int]) -> str:
    folder.mkdir()
    files = {
        f"{name}_txt": "".join(f"{', '.join(map(str, row))}\n" for row in rows) + f"{least[name]}"
        for name, rows in points.items()
    }
    put(folder, config_txt=CONFIG, **files)
    return str(folder)


@pytest.mark.parametrize("seed", range(4))
def test_the_zone_is_what_enumeration_finds(seed: int, tmp_path: Path) -> None:
    points, least = game(seed)
    folder = written(tmp_path / "game", points, least)
    met = [
        {
            name
            for name in PLAYERS
            if sum(row[k] for row, k in zip(points[name], deal, strict=True)) >= least[name]
        }
        for deal in product(*map(range, COUNTS))
    ]
    enough = sum({"lead", "fund"} <= who and len(who) >= 3 for who in met)
    every = sum(len(who) == 4 for who in met)
    assert enough > every
    found, case = read([folder])
    assert found.format == "scorable"
    assert bargained(case).space.size == (enough,) * 3
    size = bargained(read([folder], quota=100)[1]).space.size
    assert size == ((every,) * 3 if every else None)


def test_what_a_model_was_told_is_lost_with_its_place(tmp_path: Path) -> None:
    folder = written(tmp_path / "game", *game(0))
    found, case = read([folder])
    assert f"'greedy' of Lead ({folder}/config.txt:1:14)" in notes(found, Fate.LOST)
    assert "vetoes: [lead, fund]" in case.text
    assert case.written.scenario.title == "game"


@pytest.mark.parametrize(
    ("name", "text", "where", "why"),
    [
        ("town", "1, 2, 3\n4, 5\n1, x, 3, 4\n1, 2, 3\n5", "town.txt:3:4", "no number"),
        ("town", "1, 2\n4, 5\n1, 2, 3, 4\n1, 2, 3\n5", "town.txt:1:1", "options an issue"),
        ("town", "1, 2, 3\n4, 5\n1, 2, 3, 4\n1, 2, 3", "town.txt:4:1", "no threshold"),
        ("town", "1, 2, 3\n4, 5\n1, 2, 3, 4\n1, 2, 3\n99", "town.txt:5:1", "above the 15"),
        ("config", "Lead,lead,p1\nFund,nosuch,p2\n", "config.txt:2:1", "no file 'nosuch'"),
        ("config", "Lead\n", "config.txt:1:1", "no player with a file"),
        ("config", "\n", "config.txt:1:1", "no players"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(
    name: str, text: str, where: str, why: str, tmp_path: Path
) -> None:
    folder = written(tmp_path / "game", *game(0))
    (tmp_path / "game" / f"{name}.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ForeignError, match=why) as error:
        read([folder])
    assert where in str(error.value)
