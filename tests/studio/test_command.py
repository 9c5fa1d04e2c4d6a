"""`detente studio` as it is started: where it is, and what keeps it from starting."""

from __future__ import annotations

import signal
import subprocess
import sys
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner

from sim.cli.main import main
from sim.studio.serving import bound


def test_a_port_that_is_taken_is_told() -> None:
    with bound(0) as taken:
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


@pytest.mark.long
def test_it_answers_once_its_address_is_printed_and_ends_with_sigterm() -> None:
    call = [sys.executable, "-m", "sim", "studio", "flat-sale", "--no-open", "--port", "0"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split()[2]
            asked = Request(f"{address}api/scenario", headers={"x-detente": "studio"})
            with urlopen(asked, timeout=60) as answer:
                assert answer.status == 200
            server.send_signal(signal.SIGTERM)
            assert server.wait(timeout=60) == 0
        finally:
            server.kill()
