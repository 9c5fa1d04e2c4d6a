"""The fingerprint of the arithmetic tells processors apart whose exp and log differ."""

from __future__ import annotations

import json
import math
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from sim import arithmetic as fingerprints
from sim.arithmetic import arithmetic, other_arithmetic
from sim.cli.main import main
from sim.talks.log import lines, read_log, write_log

GOLDEN = Path(__file__).parent / "golden"
PLAIN = "glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2"
TOLD = """
import math
from hashlib import sha256
from sim.arithmetic import arithmetic
numbers = [math.exp(0.0001 * k) for k in range(100_000)]
print(sha256(repr(numbers).encode()).hexdigest(), arithmetic())
"""


def told(**more: str) -> list[str]:
    """What a process of its own makes of exp, and the fingerprint there."""
    ended = subprocess.run(
        [sys.executable, "-c", TOLD], env=os.environ | more, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    return ended.stdout.split()


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc alone can hide what it has")
def test_it_is_another_where_exp_is() -> None:
    (exp, here), (plain_exp, plain) = told(), told(GLIBC_TUNABLES=PLAIN)
    assert here == arithmetic()
    assert (exp != plain_exp) == (here != plain)


@pytest.mark.parametrize("name", ["exp", "log", "log1p", "expm1", "pow"])
def test_it_is_of_each_function(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right = getattr(math, name)
    monkeypatch.setattr(math, name, lambda *given: math.nextafter(right(*given), math.inf))
    assert fingerprints.arithmetic.__wrapped__() != arithmetic()


def test_what_is_unknown_or_this_is_no_other() -> None:
    assert other_arithmetic("") == other_arithmetic(arithmetic()) == ""
    assert "000000000000" in other_arithmetic("000000000000")


def test_verify_says_that_a_log_was_worked_out_elsewhere(tmp_path: Path) -> None:
    log = read_log(GOLDEN / "flat-sale.jsonl")
    path = tmp_path / "elsewhere.jsonl"
    write_log(path, replace(log.header, arithmetic="000000000000"), log.events)
    page = " ".join(CliRunner().invoke(main, ["verify", str(path)]).output.split())
    assert "with arithmetic 000000000000" in page
    found = json.loads(CliRunner().invoke(main, ["verify", str(path), "--json"]).output)
    assert found["runs"][0]["arithmetic"] == "000000000000"
    assert found["arithmetic"] == arithmetic()


def test_verify_says_nothing_of_it_where_it_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "here.jsonl"
    assert CliRunner().invoke(main, ["run", "flat-sale", "--log", str(path)]).exit_code == 0
    assert read_log(path).header.arithmetic == arithmetic()
    assert "arithmetic" not in CliRunner().invoke(main, ["verify", str(path)]).output
    assert b"arithmetic" not in b"".join(lines(read_log(path).events))


def test_a_data_set_says_it_and_is_not_gone_on_with_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / "runs"
    asked = ["ensemble", "flat-sale", "-n", "4", "--jobs", "1", "-o", str(folder)]
    assert CliRunner().invoke(main, asked).exit_code == 0
    path = folder / "manifest.json"
    written = path.read_text("utf-8")
    assert json.loads(written)["arithmetic"] == arithmetic()
    path.write_text(written.replace(arithmetic(), "000000000000"), "utf-8")
    again = CliRunner().invoke(main, ["ensemble", "--resume", str(folder)])
    assert again.exit_code == 2
    assert "with arithmetic 000000000000" in " ".join(again.output.split())
