"""`detente studio` as it is started: where it is, and what keeps it from starting."""

from __future__ import annotations

import sys

import pytest
from click.testing import CliRunner

from sim.cli.main import main
from sim.studio.serving import bound


def test_a_port_that_is_taken_is_told() -> None:
    with bound(0) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        found = CliRunner().invoke(main, ["studio", "flat-sale", "--no-open", "--port", str(port)])
    assert found.exit_code == 2
    assert f"--port {port}: cannot be had" in found.output


def test_without_the_extra_the_cure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("sim.studio")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    found = CliRunner().invoke(main, ["studio", "flat-sale", "--no-open"])
    assert found.exit_code == 2
    assert "pip install 'detente[studio]'" in found.output
