"""A folder behind a URL: what is in it is what was written, however that ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.ensemble.places import Place, place_of
from sim.errors import OutputError, PathError


@pytest.fixture(params=["", "file://", "memory:/"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    return place_of(f"{request.param}{tmp_path}/set")


def test_what_was_written_is_read(place: Place) -> None:
    assert place.names() == set()
    place.write("runs/part-0.parquet", b"first")
    for content in (b"one", b"another"):
        place.write("manifest.json", content)
        assert place.read("manifest.json") == content
    assert place.names() == {"runs/part-0.parquet", "manifest.json"}
    place.remove("runs/part-0.parquet")
    place.remove("runs/part-0.parquet")
    assert place.names() == {"manifest.json"}
    with pytest.raises(PathError) as told:
        place.read("runs/part-0.parquet")
    assert told.value.missing


def test_a_journal_holds_its_lines_until_it_is_forgotten(place: Place) -> None:
    place.write("manifest.json", b"one")
    place.note("a", b"1")
    place.note("b", b"2")
    assert place.notes() == [b"1", b"2"]
    place.forget()
    assert place.notes() == []


def test_a_file_is_not_torn_by_what_was_to_replace_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = place_of(f"file://{tmp_path}/set")
    place.write("manifest.json", b"all of it")

    def torn(_: object, path: str, content: bytes) -> None:
        Path(path).write_bytes(content[:4])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("fsspec.implementations.local.LocalFileSystem.pipe_file", torn)
    with pytest.raises(OutputError, match="No space left"):
        place.write("manifest.json", b"something else")
    assert place.read("manifest.json") == b"all of it"
