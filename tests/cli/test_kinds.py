"""What is given where a scenario belongs is named, with the command that reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.cli.kinds import refuse_other_kinds
from sim.ensemble.manifest import NOTICE
from sim.errors import SettingError
from tests.cli.asking import ask, bare, told


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def refused(*args: str) -> str:
    result = ask(*args)
    assert result.exit_code == 2
    return bare(result.stderr)


def test_a_log_is_no_scenario() -> None:
    told("run", "flat-sale", "--log", "run.jsonl")
    for command in ("run", "ensemble", "validate", "report", "inputs"):
        args = ("--log", "other.jsonl") if command == "run" else ()
        assert bare("`detente replay run.jsonl` tells it") in refused(command, "run.jsonl", *args)


def test_a_data_set_is_no_scenario_and_no_run() -> None:
    Path("ens/runs").mkdir(parents=True)
    Path("ens/manifest.json").write_text(f'{{"format": 2, "notice": "{NOTICE}"}}', encoding="utf-8")
    Path("ens/runs/part.parquet").write_bytes(b"PAR1")
    for command in ("verify", "inputs", "infer", "validate"):
        assert bare("ens: is a data set: `detente replay ens --run 0`") in refused(command, "ens")
        assert bare("give its folder to `detente replay") in refused(
            command, "ens/runs/part.parquet"
        )


def test_a_folder_of_another_program_is_no_data_set() -> None:
    Path("app").mkdir()
    Path("app/manifest.json").write_bytes(b'{"name": "an app"}')
    assert bare("is a data set") not in refused("inputs", "app")


def test_a_name_is_not_blamed_for_a_locale_that_cannot_read_it() -> None:
    for raw, said in (("ä".encode(), "set PYTHONUTF8=1"), (b"\xe4", "give the file another")):
        with pytest.raises(SettingError, match=said):
            refuse_other_kinds(raw.decode("ascii", "surrogateescape"))
