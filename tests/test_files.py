"""The door to what people name: what is there, and what the system refuses, each with its cure."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim import files
from sim.errors import OutputError, PathError, SettingError
from sim.files import Kind
from tests.permission import without_privilege

READERS: dict[str, Callable[[Path], object]] = {
    "kind_of": files.kind_of,
    "is_there": files.is_there,
    "is_file": files.is_file,
    "is_folder": files.is_folder,
    "size_of": files.size_of,
    "files_below": files.files_below,
    "read_bytes": files.read_bytes,
    "begins_with": lambda path: files.begins_with(path, b"{"),
}
WRITERS: dict[str, Callable[[Path], object]] = {
    "write_bytes": lambda path: files.write_bytes(path, b"x"),
    "append": lambda path: files.append(path, b"x"),
    "make_folder": files.make_folder,
    "remove": files.remove,
    "refuse_taken": lambda path: files.refuse_taken(path, "-o", force=True),
}
EVERY = READERS | WRITERS


def test_what_there_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"{x")
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "broken").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    kinds = {
        name: files.kind_of(tmp_path / name) for name in ("", *files.names_in(tmp_path), "none")
    }
    assert kinds == {
        "": Kind.FOLDER,
        "file": Kind.FILE,
        "link": Kind.FILE,
        "broken": Kind.BROKEN_LINK,
        "pipe": Kind.OTHER,
        "none": Kind.NOTHING,
    }
    assert files.begins_with(tmp_path / "file", b"{")
    assert not files.begins_with(tmp_path / "file", b"}")
    assert files.size_of(tmp_path / "file") == 2
    assert files.size_of(tmp_path / "none") == 0


class Appearing:
    """A path at which another process makes a file after it was looked at and not found."""

    def __init__(self, path: Path) -> None:
        self.path, self.asked = path, 0

    def __fspath__(self) -> str:
        self.asked += 1
        if self.asked > 2:  # once for errors, once to look
            self.path.touch()
        return str(self.path)


def test_what_appears_while_it_is_looked_at_is_no_broken_link(tmp_path: Path) -> None:
    new: Any = Appearing(tmp_path / "new")
    assert files.kind_of(new) is Kind.NOTHING
    assert new.asked > 2
    assert files.kind_of(new) is Kind.FILE


def test_a_folder_is_listed_with_what_is_below_and_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/two").touch()
    (tmp_path / "one").touch()
    (tmp_path / "a/round").symlink_to("..")
    assert files.files_below(tmp_path) == ["a/b/two", "one"]
    assert files.names_in(tmp_path) == ["a", "one"]
    assert files.files_below(tmp_path / "none") == []


@pytest.mark.parametrize("name", EVERY)
def test_a_folder_one_may_not_enter(name: str, tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode=0)
    with (
        without_privilege(),
        pytest.raises(PathError, match=r"Permission denied\): ask its owner for permission"),
    ):
        EVERY[name](shut / "x")
    shut.chmod(0o700)


@pytest.mark.parametrize("name", EVERY)
def test_a_name_that_is_too_long(name: str, tmp_path: Path) -> None:
    with pytest.raises(PathError, match=r"too long.*: give a shorter name") as told:
        EVERY[name](tmp_path / ("x" * 256))
    assert len(str(told.value)) < 200


@pytest.mark.parametrize("name", EVERY)
def test_a_file_where_a_folder_belongs(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PathError, match="a file stands where the path needs a folder"):
        EVERY[name](tmp_path / "file/x")


@pytest.mark.parametrize("name", EVERY)
def test_a_name_with_a_nul(name: str, tmp_path: Path) -> None:
    with pytest.raises(PathError, match=r"a NUL character in the name\): give the name"):
        EVERY[name](tmp_path / "a\0b")


@pytest.mark.parametrize("name", READERS)
def test_links_in_a_circle(name: str, tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(PathError, match="its links lead in a circle: mend them"):
        READERS[name](tmp_path / "a")


def test_an_empty_name() -> None:
    for call in (files.kind_of, files.read_bytes, files.make_folder):
        with pytest.raises(PathError, match="an empty name"):
            call("")


def test_what_cannot_be_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large").write_bytes(bytes(11))
    assert files.read_bytes(tmp_path / "large", most=11) == bytes(11)
    for name, most, why in (
        ("", None, "Is a directory.*: give the name of a file in it"),
        ("none", None, "No such file.*: it is not there: see how it is spelled"),
        ("pipe", None, "a pipe or a device"),
        ("large", 10, "11 bytes are more than 10.*: give a smaller file"),
    ):
        with pytest.raises(PathError, match=why):
            files.read_bytes(tmp_path / name, most)


@pytest.mark.parametrize(
    ("number", "cure"),
    [
        (errno.ENOSPC, "free some space"),
        (errno.EROFS, "on a disk that can be written"),
        (errno.EACCES, "permission"),
        (errno.EIO, "see what is wrong with its disk"),
    ],
)
def test_each_fault_of_writing_has_its_own_cure(
    number: int, cure: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fails)
    (tmp_path / "x").write_bytes(b"before")
    with pytest.raises(OutputError, match=cure) as told:
        files.write_bytes(tmp_path / "x", b"after")
    assert ("space" in str(told.value)) == (number == errno.ENOSPC)
    assert {name: (tmp_path / name).read_bytes() for name in files.names_in(tmp_path)} == {
        "x": b"before"
    }


def test_a_file_is_written_whole_with_its_folders(tmp_path: Path) -> None:
    files.write_bytes(tmp_path / "a/b/x", b"one")
    files.write_bytes(tmp_path / "a/b/x", b"two", scratch=tmp_path)
    assert (tmp_path / "a/b/x").read_bytes() == b"two"
    assert files.files_below(tmp_path) == ["a/b/x"]


def test_what_a_link_leads_to_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("file")
    files.write_bytes(tmp_path / "link", b"x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"x"


def test_a_name_as_long_as_names_may_be_can_be_written(tmp_path: Path) -> None:
    files.write_bytes(tmp_path / ("x" * 255), b"x")
    files.write_bytes(tmp_path / ("\u05d0" * 127), b"x")
    assert len(files.names_in(tmp_path)) == 2


def test_an_unfinished_file_is_known_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda _: seen.extend(files.names_in(tmp_path)))
    files.write_bytes(tmp_path / "part-1.parquet", b"x")
    assert [files.unfinished(name) for name in seen] == ["part-1.parquet"]
    assert not seen[0].endswith(".parquet")
    assert files.unfinished("notes.txt") is None


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o400])
def test_who_may_read_a_file_stays_as_it_was(
    mode: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, open_to = tmp_path / "sheet.md", []
    path.touch()
    path.chmod(mode)
    fsync = os.fsync

    def seen(handle: int) -> None:
        open_to.append(os.fstat(handle).st_mode & 0o777)
        fsync(handle)

    monkeypatch.setattr(os, "fsync", seen)
    files.write_bytes(path, b"x")
    assert path.stat().st_mode & 0o777 == mode
    assert open_to
    assert not open_to[0] & ~mode  # nor could anybody read it meanwhile


def test_a_new_file_is_open_to_whom_the_process_lets_and_its_umask_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = os.umask(0o027)
    monkeypatch.setattr(os, "umask", None)
    files.write_bytes(tmp_path / "x", b"x")
    monkeypatch.undo()
    os.umask(before)
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_came_meanwhile_is_not_replaced(
    links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    if not links:
        monkeypatch.setattr(os, "link", fails)
    path, fsync = tmp_path / "x", os.fsync
    files.write_bytes(path, b"first", replace=False)
    path.unlink()

    def another(handle: int) -> None:
        fsync(handle)
        path.write_bytes(b"another's")

    monkeypatch.setattr(os, "fsync", another)
    with pytest.raises(SettingError, match="x: is there already: add --force to replace it"):
        files.write_bytes(path, b"ours", replace=False)
    assert path.read_bytes() == b"another's"
    files.write_bytes(path, b"ours")
    assert path.read_bytes() == b"ours"
    assert files.names_in(tmp_path) == ["x"]


@pytest.mark.parametrize("step", ["open", "fsync", "replace", "unlink"])
def test_a_signal_while_a_file_is_written_waits_until_it_is_there(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = getattr(os, step)

    def interrupted(*args: Any, **how: Any) -> Any:
        try:
            return taken(*args, **how)
        finally:
            signal.raise_signal(signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with monkeypatch.context() as patched:
        patched.setattr(os, step, interrupted)
        with pytest.raises(KeyboardInterrupt):
            files.write_bytes(tmp_path / "x", b"x")
    signal.signal(signal.SIGINT, before)
    assert files.names_in(tmp_path) == ["x"]
    assert (tmp_path / "x").read_bytes() == b"x"


def test_a_file_that_is_there_is_refused_and_so_is_all_that_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "broken").symlink_to("nowhere")
    new = tmp_path / "new/x"
    assert files.refuse_taken(new, "-o", force=False) == new
    assert files.refuse_taken(tmp_path / "file", "-o", force=True) == tmp_path / "file"
    with pytest.raises(SettingError, match=r"-o .*file: is there already: add --force"):
        files.refuse_taken(tmp_path / "file", "-o", force=False)
    for name, what in (("", "a folder"), ("broken", "a link that leads nowhere")):
        with pytest.raises(SettingError, match=f"is {what}: write the name of a file"):
            files.refuse_taken(tmp_path / name, "-o", force=True)
    with pytest.raises(SettingError, match="a pipe or a device"):
        files.refuse_taken("/dev/null", "-o", force=True)


def test_a_folder_that_may_only_be_read_is_refused_before_anything_is_played(
    tmp_path: Path,
) -> None:
    tmp_path.chmod(0o500)
    with without_privilege(), pytest.raises(OutputError, match="Permission denied"):
        files.refuse_taken(tmp_path / "new/x", "-o", force=False)
    tmp_path.chmod(0o700)
