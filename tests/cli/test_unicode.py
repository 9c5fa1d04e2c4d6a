"""What people write comes out as they wrote it, on every stream and in every file."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from matplotlib.figure import Figure

import sim.web.page
from sim.cli.main import main
from sim.errors import ScenarioError
from sim.scenario.loading import load, load_text
from sim.scenario.settings import value_node
from sim.text import kept, shown
from sim.web.parts import PARTS
from tests.unpainted import painted

TITLES = {
    "hebrew": "\u05d4\u05e7\u05d5\u05e0\u05d4 \u05e9\u05dc \u05d4\u05d3\u05d9\u05e8\u05d4",
    "arabic": "\u0645\u0634\u062a\u0631\u064a \u0627\u0644\u0634\u0642\u0629",
    "chinese": "\u516c\u5bd3\u7684\u4e70\u5bb6",
    "hindi": "\u0916\u0930\u0940\u0926\u0926\u093e\u0930 \u0915\u094d\u0937",
    "greek": "\u0391\u03b3\u03bf\u03c1\u03b1\u03c3\u03c4\u03ae\u03c2",
    "emoji": "\U0001f3e0\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "combining": "Ka\u0308ufer e\u0301",
    "dashes": "K\u00e4ufer \u2013 \u201cja\u201d",
}
ENCODINGS = ("utf-8", "ascii", "latin-1", "cp1252")


def written(folder: Path, title: str) -> str:
    """A scenario whose buyer is called so."""
    path = folder / "sale.yaml"
    text = load("flat-sale").text
    assert "title: Buyer" in text
    path.write_text(text.replace("title: Buyer", f"title: {title}"), encoding="utf-8")
    return str(path)


def ask_in(encoding: str, *args: str, typed: bytes = b"") -> Result:
    """A call whose streams have this encoding."""
    runner = CliRunner(charset=encoding)
    return runner.invoke(main, args, prog_name="detente", input=typed, catch_exceptions=False)


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_only_what_a_stream_cannot_hold_is_replaced_and_said(
    tmp_path: Path, encoding: str, title: str
) -> None:
    name = written(tmp_path, title)
    as_it_is = ask_in("utf-8", "run", name, "--seed", "7")
    assert title in as_it_is.stdout
    assert as_it_is.stderr == ""
    found = ask_in(encoding, "run", name, "--seed", "7")
    assert found.exit_code == 0
    text = as_it_is.stdout_bytes.decode()
    assert found.stdout_bytes == text.encode(encoding, "replace")
    lost = sum(not _holds(encoding, one) for one in text)
    if lost:
        assert f"{lost} characters shown as ?" in found.stderr
        assert "PYTHONIOENCODING=utf-8" in found.stderr
        assert found.stderr.count("\n") == 1
    else:
        assert found.stderr == ""


def _holds(encoding: str, one: str) -> bool:
    try:
        one.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_file_keeps_every_character_whatever_the_terminal(tmp_path: Path, title: str) -> None:
    name, sheet, log = written(tmp_path, title), tmp_path / "sheet.txt", tmp_path / "r.jsonl"
    on_utf8 = ask_in("utf-8", "brief", name, "--as", "buyer").stdout
    assert ask_in("ascii", "brief", name, "--as", "buyer", "-o", str(sheet)).exit_code == 0
    assert sheet.read_text(encoding="utf-8") == on_utf8
    assert ask_in("ascii", "run", name, "--log", str(log)).exit_code == 0
    assert f"title: {title}" in json.loads(log.read_bytes().split(b"\n")[0])["scenario"]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_command_names_its_file_on_a_stream_without_its_letters(
    tmp_path: Path, encoding: str
) -> None:
    name = str(tmp_path / "it's \u05d4 t\u00e4st.yaml")
    Path(name).write_text(load("flat-sale").text, encoding="utf-8")
    found = ask_in(encoding, "run", name, "--seed", "7")
    assert found.stderr == ""
    (again,) = re.findall(r"The same run again: (detente run (?:.*\\\n)*.*)", found.stdout)
    script = f"detente() {{ printf '%s\\0' \"$@\"; }}\n{again}"
    words = subprocess.run(["/bin/sh", "-c", script], capture_output=True, check=True).stdout
    assert words.decode().split("\0") == ["run", name, "--seed", "7", ""]


def test_a_report_keeps_every_letter_whatever_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Figure, "savefig", painted)
    quiet = tuple(part for part in PARTS if part.name in ("outcomes", "again"))
    monkeypatch.setattr(sim.web.page.told, "__defaults__", (quiet,))
    name, page = written(tmp_path, TITLES["hebrew"]), tmp_path / "\u05d4.html"
    pages = []
    for encoding in ("utf-8", "ascii"):
        size = ("-n", "4", "--draws", "2", "--jobs", "1", "--set", "title=\u05d4")
        assert ask_in(encoding, "report", name, *size, "-o", str(page), "--force").exit_code == 0
        pages.append(page.read_text(encoding="utf-8"))
    assert pages[0] == pages[1]
    assert "title=\u05d4" in pages[0]
    assert "-o \u05d4.html" in pages[0].replace("&#39;", "").replace("<wbr>", "")


def test_json_loses_nothing_on_any_stream(tmp_path: Path) -> None:
    name = written(tmp_path, TITLES["chinese"])
    found = ask_in("ascii", "inputs", name, "--json")
    assert (found.exit_code, found.stderr) == (0, "")
    everything = json.loads(found.stdout)
    assert everything == json.loads(ask_in("utf-8", "inputs", name, "--json").stdout)


def test_a_mistake_quotes_what_was_written(tmp_path: Path) -> None:
    name = written(tmp_path, TITLES["hebrew"])
    for args in (("run", "\u05d0\u05d9\u05df"), ("run", name, "--set", "\u05d0=\u05d1")):
        found = ask_in("utf-8", *args)
        assert found.exit_code == 2
        assert "\u05d0" in found.stderr
    assert "?" in ask_in("latin-1", "run", "\u05d0\u05d9\u05df").stderr


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_is_typed_in_a_game_is_any_text(tmp_path: Path, encoding: str) -> None:
    name, game = written(tmp_path, TITLES["hebrew"]), tmp_path / "game.jsonl"
    typed = "\u05db\u05df\nq\n".encode() + b"\xe4\xf6\n"
    found = ask_in(
        encoding, "play", name, "--as", "buyer", "-o", str(game), typed=b"\xff\xfe\n" + typed
    )
    assert found.exit_code == 0, found.stderr
    assert "no command" in found.stdout


def test_a_terminal_gets_no_orders_from_a_text() -> None:
    text = "a\x1b[31mb\x9b2Jc\x07\td\u202ee\u2066f\u2069\x7fg\udc80\nh"
    assert shown(text) == "a[31mb2Jc defg\nh"
    assert kept(text) == "a[31mb2Jc\td\u202ee\u2066f\u2069g\nh"
    joined = "\U0001f468\u200d\U0001f469 \u05d0\u200f \u0646\u200c\u0647 e\u0301"
    assert shown(joined) == kept(joined) == joined


@pytest.mark.parametrize("escape", [r"\e", r"\0", r"\x9b", r"\x7f", r"\ud800", r"\uffff"])
def test_a_control_character_is_no_text_however_it_is_written(escape: str) -> None:
    text = load("flat-sale").text.replace("title: Buyer", f'title: "Bu{escape}yer"')
    line = 1 + text[: text.index(escape)].count("\n")
    said = rf"sale.yaml:{line}:12: a character no text holds \(got U"
    with pytest.raises(ScenarioError, match=said):
        load_text(text, "sale.yaml")
    with pytest.raises(ScenarioError, match="a character no text holds"):
        value_node(("buyer.title", f'"{escape}"'))


@pytest.mark.parametrize("args", [("run",), ("ensemble", "-o", "x"), ("play", "--as", "buyer")])
def test_a_file_whose_name_is_not_utf8_is_refused(args: tuple[str, ...]) -> None:
    found = ask_in("utf-8", args[0], "t\udce4st.yaml", *args[1:])
    assert found.exit_code == 2
    assert "'t\\udce4st.yaml': the name is not UTF-8: give the file another" in found.stderr
