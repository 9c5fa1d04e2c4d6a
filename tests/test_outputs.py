"""A folder of figures: only what Detente wrote there, and nobody has touched since, is replaced."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from sim.errors import OutputError, SettingError
from sim.files import ledger
from sim.files.ledger import LEDGER, Outputs


def test_what_was_written_is_replaced_again_and_again(tmp_path: Path) -> None:
    for content in (b"one", b"two", b"one"):
        Outputs(tmp_path / "new").write("a.csv", content)
        assert (tmp_path / "new/a.csv").read_bytes() == content
    assert len((tmp_path / "new" / LEDGER).read_bytes().splitlines()) == 2


@pytest.mark.parametrize("noted", [True, False])
def test_a_file_of_the_users_is_not_replaced_without_force(noted: bool, tmp_path: Path) -> None:
    if noted:
        Outputs(tmp_path).write("a.csv", b"ours")
    (tmp_path / "a.csv").write_bytes(b"my own")
    for stems in ({"a"}, None):
        with pytest.raises(SettingError, match=r"a\.csv is not as Detente wrote it: move it"):
            Outputs(tmp_path).refuse_taken(stems)
    Outputs(tmp_path).refuse_taken({"b"})
    with pytest.raises(SettingError, match=r"a\.csv"):
        Outputs(tmp_path).write("a.csv", b"new")
    assert (tmp_path / "a.csv").read_bytes() == b"my own"
    by_force = Outputs(tmp_path, force=True)
    by_force.refuse_taken()
    by_force.write("a.csv", b"new")
    Outputs(tmp_path).refuse_taken()
    assert (tmp_path / "a.csv").read_bytes() == b"new"


def test_what_no_figure_is_called_stands_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "notes.md").touch()
    Outputs(tmp_path).refuse_taken()


def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    (tmp_path / "b.csv").symlink_to("nowhere")
    for name, what in (("a.csv", "a folder"), ("b.csv", "a link that leads nowhere")):
        with pytest.raises(SettingError, match=f"{name} is {what}: move it"):
            Outputs(tmp_path, force=True).write(name, b"x")


def test_a_ledger_that_was_torn_or_altered_vouches_for_nothing(tmp_path: Path) -> None:
    (tmp_path / LEDGER).write_bytes(b'["a.csv", [1]]\n{}\n7\n["a.csv"\n["a.c')
    (tmp_path / "a.csv").write_bytes(b"my own")
    with pytest.raises(SettingError, match=r"a\.csv"):
        Outputs(tmp_path).refuse_taken()
    Outputs(tmp_path).write("b.csv", b"ours")
    Outputs(tmp_path).refuse_taken({"b"})


def test_a_ledger_that_nobody_could_have_written_vouches_for_nothing(tmp_path: Path) -> None:
    (tmp_path / LEDGER).write_bytes(b"[" * 100_000 + b'\n["a.csv","\xff"]\n')
    (tmp_path / "a.csv").write_bytes(b"my own")
    with pytest.raises(SettingError, match=r"a\.csv is not as Detente wrote it"):
        Outputs(tmp_path).refuse_taken()


def test_the_ledger_is_read_once_however_many_files_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Outputs(tmp_path).write("a.csv", b"ours")
    read = list[Path]()

    def counted(path: Path) -> bytes:
        read.append(path)
        return path.read_bytes()

    monkeypatch.setattr(ledger, "read_bytes", counted)
    outputs = Outputs(tmp_path)
    outputs.refuse_taken()
    for name in ("a.csv", "b.csv", "c.csv"):
        outputs.write(name, b"new")
        outputs.write(name, b"newer")
    assert read.count(tmp_path / LEDGER) == 1
    Outputs(tmp_path).refuse_taken()


def test_a_file_is_noted_before_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="free some space"):
        Outputs(tmp_path).write("a.csv", b"ours")
    monkeypatch.undo()
    (tmp_path / "a.csv").write_bytes(b"ours")  # as if it had stopped right after
    Outputs(tmp_path).refuse_taken()
