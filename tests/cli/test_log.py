from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.talks.log import digest
from sim.telling.moment import then
from tests.cli.asking import SCENARIOS, ask, copied, misfits, tale, told


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("log") / "run.jsonl"
    told("run", "cairo-2024", "--seed", "7", "--log", str(path))
    return path


def body(text: str) -> str:
    """A story without how to get it again."""
    return text.partition("\nHOW THIS RUN ENDED")[0]


@pytest.mark.parametrize("how", [(), ("--all",)])
def test_a_log_tells_the_story_of_its_run(log: Path, how: tuple[str, ...]) -> None:
    assert body(told("replay", str(log), *how)) == body(
        told("run", "cairo-2024", "--seed", "7", *how)
    )


def test_a_log_has_the_digest_that_its_run_was_told_with(log: Path) -> None:
    assert digest(tale("cairo-2024", 7).events)[:8] in told("replay", str(log))


def test_a_log_is_not_replaced_unasked(log: Path) -> None:
    before = log.read_bytes()
    result = ask("run", "flat-sale", "--log", str(log))
    assert result.exit_code == 2
    assert "add --force" in result.stderr
    assert log.read_bytes() == before


def test_force_replaces_a_log(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    for seed in ("1", "2"):
        told("run", "flat-sale", "--seed", seed, "--log", str(path), "--force")
    assert json.loads(told("replay", str(path), "--json"))["seed"] == 2
    assert [one.name for one in tmp_path.iterdir()] == ["run.jsonl"]


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_moment_of_a_run_can_be_looked_at(name: str) -> None:
    run = tale(name, 6)
    for seq in range(0, len(run.events), 3):
        found = then(run, seq)
        assert found.last.seq == seq
        assert [one.actor for one in found.standings] == [
            one for one in run.labels.actor_ids if one in found.near
        ]


def test_a_day_is_its_last_event(log: Path) -> None:
    run = tale("cairo-2024", 7)
    seq = run.moment("+31")
    assert run.labels.day(run.events[seq].tick) <= "+31"
    assert int(run.labels.day(run.events[seq + 1].tick)) > 31
    by_day, by_number = (told("replay", str(log), "--at", at) for at in ("+31", str(seq)))
    assert by_day == by_number
    assert misfits(by_day) == []
    assert f"RIGHT AFTER EVENT {seq}" in by_day


def test_a_moment_before_the_record_ends_is_dated(log: Path) -> None:
    text = told("replay", str(log), "--at", "5")
    assert "tabled by US on 16 Aug" in text
    assert "the record is being played" in text


def test_a_moment_as_data(log: Path) -> None:
    found = json.loads(told("replay", str(log), "--at", "20", "--json"))
    assert found["at"] == 20
    assert {one["actor"] for one in found["standings"]} == {"egypt", "hamas", "israel"}


@pytest.mark.parametrize("at", ["-", "x", "1.5", "99999", "+-3", "--", "1e3"])
def test_no_other_moment_is_taken(log: Path, at: str) -> None:
    result = ask("replay", str(log), f"--at={at}")
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("content", ["", "{}\n", "not json\n", '{"detente":"0"}\n'])
def test_what_is_no_log_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "run.jsonl"
    path.write_text(content, encoding="utf-8")
    result = ask("replay", str(path))
    assert result.exit_code == 2
    assert str(path) in result.stderr


def test_a_log_cut_short_tells_what_it_holds(log: Path, tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    path.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:30]))
    assert "HOW THIS RUN ENDED: not over yet" in told("replay", str(path))


def test_a_page_of_a_log_asks_for_nothing_to_be_played(log: Path) -> None:
    text = copied(told("replay", str(log)))
    assert f"detente explain {log} " in text
    assert f"detente fork {log} --at " in text
    assert "detente ensemble" not in text
    assert "detente run" not in text


def test_a_log_is_known_by_how_it_begins_too(log: Path, tmp_path: Path) -> None:
    game = tmp_path / "game"
    game.write_bytes(log.read_bytes())
    one, other = (told("explain", str(path), "20").partition("\nAGAIN")[0] for path in (game, log))
    assert one == other


def test_a_log_whose_scenario_and_seed_are_asked_for_is_refused(log: Path) -> None:
    for words in (("--seed", "8"), ("--run", "1"), ("--draws", "7"), ("--set", "a=1")):
        result = ask("explain", str(log), "20", *words)
        assert result.exit_code == 2
        assert words[0] in result.stderr


def test_what_does_not_fold_is_told_with_its_place(log: Path, tmp_path: Path) -> None:
    rows = log.read_bytes().splitlines(keepends=True)
    answer = next(n for n, row in enumerate(rows) if b'"type":"TextAccepted"' in row and n > 30)
    path = tmp_path / "run.jsonl"
    for number, row in [
        (answer, rows[answer].replace(b'"text":', b'"text":9')),
        (len(rows) - 3, b""),
    ]:
        path.write_bytes(b"".join([*rows[:number], row, *rows[number + 1 :]]))
        for command in (("replay", str(path)), ("explain", str(path), "1")):
            result = ask(*command)
            assert result.exit_code == 2
            assert f"{path}:{number + 1}:1: " in result.stderr
            assert "Traceback" not in result.stderr


@pytest.mark.parametrize("name", ["cairo-2024", "none.jsonl"])
def test_only_what_was_played_is_replayed(name: str) -> None:
    result = ask("replay", name)
    assert result.exit_code == 2
    assert "`detente run NAME --log FILE` writes one" in result.stderr


def test_a_moment_is_named_once(log: Path) -> None:
    by_number, by_day = told("explain", str(log), "20"), told("explain", str(log), "--at", "+31")
    assert told("explain", str(log), "--at", "20") == by_number
    assert by_day == told("explain", str(log), "+31") != by_number
    for words in ((), ("20", "--at", "20")):
        assert ask("explain", str(log), *words).exit_code == 2
