"""A log as a file: whole or not there, and read as it was written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.errors import LogError, OutputError, PathError
from sim.talks.log import FORMAT, NOTICE, Header, digest, lines, read_log, write_log
from sim.version import VERSION
from tests.engine.made import case_of, eventful, run_of

HEADER = Header(VERSION, FORMAT, NOTICE, "made", "title: Made up\n", "")
EVENTS = run_of(case_of(eventful()), 2)[0]


def written(folder: Path, *edits: tuple[int, bytes]) -> Path:
    """A log with some of its lines replaced."""
    path = folder / "run.jsonl"
    write_log(path, HEADER, EVENTS)
    rows = path.read_bytes().split(b"\n")
    for number, row in edits:
        rows[number - 1] = row
    path.write_bytes(b"\n".join(rows))
    return path


def test_a_log_is_read_as_it_was_written(tmp_path: Path) -> None:
    log = read_log(written(tmp_path))
    assert log.header == HEADER
    assert log.events == EVENTS
    assert digest(log.events) == digest(EVENTS)


def test_every_line_stands_for_itself() -> None:
    for text, event in zip(lines(EVENTS), EVENTS, strict=True):
        row = json.loads(text)
        assert (row["run"], row["v"], row["type"]) == (2, event.SCHEMA, type(event).__name__)
        assert {"seq", "tick", "actor", "cause", "provenance"} <= set(row)
        assert b"\n" not in text


def test_one_bit_of_luck_is_another_digest() -> None:
    assert digest(EVENTS) != digest(run_of(case_of(eventful()), 3)[0])


def test_a_failed_write_leaves_the_old_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path)
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sim.files.writing.os.fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_log(path, HEADER, EVENTS[:5])
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_log_goes_only_where_a_file_can(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="file"):
        write_log(tmp_path / "file" / "run.jsonl", HEADER, EVENTS)


@pytest.mark.parametrize(
    ("number", "row", "message"),
    [
        (1, b"{}", r"run\.jsonl:1:1: is not the header of a log"),
        (
            1,
            b'{"detente":"1","format":9,"notice":"","name":"","scenario":""}',
            "format 9.* reads 2",
        ),
        (3, b'{"type":"TextAccepted"}', r"run\.jsonl:3:1: is not an event"),
        (4, b'{"type":"Nothing","seq":2}', r"run\.jsonl:4:1: is not an event"),
        (5, b"\xff\xfe", r"run\.jsonl:5:1: is not an event"),
    ],
)
def test_a_damaged_line_is_named(tmp_path: Path, number: int, row: bytes, message: str) -> None:
    with pytest.raises(LogError, match=message):
        read_log(written(tmp_path, (number, row)))


def test_a_line_of_a_later_schema_is_refused(tmp_path: Path) -> None:
    [row] = list(lines(EVENTS))[5:6]
    with pytest.raises(LogError, match=r"run\.jsonl:7:1: .*version"):
        read_log(written(tmp_path, (7, row.replace(b'"v":1', b'"v":2'))))


def test_an_empty_or_missing_log_is_no_log(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    with pytest.raises(LogError, match=r"empty\.jsonl:1:1: is empty"):
        read_log(tmp_path / "empty.jsonl")
    with pytest.raises(PathError, match=r"none\.jsonl: cannot be read"):
        read_log(tmp_path / "none.jsonl")
