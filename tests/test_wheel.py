"""One wheel holds what is compiled: it plays where there is no compiler, on every newer Python."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from sim.binaries import ASKED
from tests.cli.asking import told
from tests.documented import ROOT

pytestmark = pytest.mark.compiled

PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
RUN = ("run", "labour-dispute", "--seed", "3")
# What was loaded of the modules that are compiled, after a run.
LOADED = """
import sys
from pathlib import Path
import sim.binaries
from sim.cli.main import main
try:
    main.main(sys.argv[1:])
finally:
    built = Path(sim.binaries.PACKAGE, sim.binaries.BUILT).read_text("utf-8").splitlines()[1:]
    made = [name for name in built if name.endswith(".so")]
    loaded = [getattr(module, "__file__", None) for module in sys.modules.values()]
    loaded = [Path(file).relative_to(sim.binaries.PACKAGE).as_posix()
              for file in loaded if file and Path(file).is_relative_to(sim.binaries.PACKAGE)]
    stems = {name.partition(".")[0] for name in made}
    assert made and all(name in made for name in loaded if name.partition(".")[0] in stems)
    assert len(stems & {name.partition(".")[0] for name in loaded}) > len(stems) / 2
"""


def call(*command: str, **env: str) -> str:
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **env}, check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python of an environment with the wheel, and the packages it needs from this one."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), "."]
    call(*PIP, *build, HATCH_BUILD_HOOK_ENABLE_CUSTOM="true")
    (wheel,) = folder.glob("*.whl")
    assert "-cp311-abi3-" in wheel.name
    call(sys.executable, "-m", "venv", "--without-pip", str(folder / "empty"))
    call(*PIP, "--python", str(folder / "empty"), "install", "--no-deps", str(wheel))
    # A .pth in a folder that a .pth names is not read, so this checkout is not seen.
    (libraries,) = (folder / "empty").glob("lib/*/site-packages")
    (libraries / "needed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder / "empty/bin/python"


def test_the_wheel_plays_compiled_where_no_compiler_is(python: Path, tmp_path: Path) -> None:
    script = tmp_path / "loaded.py"
    script.write_text(LOADED, encoding="utf-8")
    nothing = {"PATH": str(tmp_path), ASKED: "yes", "PYTHONPATH": ""}
    command = [str(python), str(script)]
    done = subprocess.run(
        [*command, *RUN], cwd=tmp_path, env=nothing, check=False, capture_output=True, text=True
    )
    assert done.stderr == ""
    assert done.stdout == told(*RUN)
