"""Compiles the model and the engine into C while a wheel is built, where that is asked for.

    HATCH_BUILD_HOOK_ENABLE_CUSTOM=true python -m pip install .

needs a C compiler and Python's headers. The modules are the same ones, translated by mypyc;
without the variable they are installed as they stand. Both play the same runs, bit by bit:
products and sums are not fused, which compilers do by default on some processors.
MYPYC_OPT_LEVEL=0 compiles in half the time what runs slower.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOMS = ("model", "talks", "engine")
# msgspec makes its classes while a module is imported; mypyc, while one is compiled. What
# others may plug in is left as they would write it.
AS_THEY_STAND = (
    "**/__init__.py",
    "engine/protocols/*.py",
    "engine/tactics/*.py",
    "talks/choices.py",
    "talks/event.py",
    "talks/events.py",
    "talks/log.py",
    "talks/upcasting.py",
)
EXACT = [] if sys.platform == "win32" else ["-ffp-contract=off"]


class CompiledBuildHook(BuildHookInterface[Any]):
    """Adds the compiled modules to a wheel, beside their sources."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and tell the builder where the libraries are and what they run on."""
        if version == "editable":
            raise RuntimeError("what is compiled cannot be edited: install without --editable")
        package = Path(self.root) / "sim"
        left = {path for pattern in AS_THEY_STAND for path in package.glob(pattern)}
        found = {path for room in ROOMS for path in (package / room).rglob("*.py")}
        chosen = [str(path.relative_to(self.root)) for path in sorted(found - left)]
        self._made = TemporaryDirectory()
        made = Path(self._made.name)
        for path in compiled(chosen, made):
            build_data["force_include"][str(path)] = path.relative_to(made / "lib").as_posix()
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, *_: Any) -> None:
        """Everything is in the wheel by now."""
        self._made.cleanup()


def compiled(sources: list[str], folder: Path) -> list[Path]:
    """The libraries made of these sources, under `folder`/lib as they are to be installed."""
    from mypyc.build import mypycify  # noqa: PLC0415  (not here yet when this file is read)
    from setuptools import Distribution  # noqa: PLC0415  (the same)
    from setuptools.command.build_ext import build_ext  # noqa: PLC0415  (the same)

    # Types are checked where the project is; here nothing but the sources is needed.
    options = ["--config-file", os.devnull, "--strict", "--cache-dir", str(folder / "cache")]
    level = os.environ.get("MYPYC_OPT_LEVEL", "3")
    made = mypycify(
        [*options, *sources], opt_level=level, debug_level="0", target_dir=str(folder / "c")
    )
    for one in made:
        one.extra_compile_args += EXACT
    command = build_ext(Distribution({"name": "detente", "ext_modules": made}))
    command.build_lib, command.build_temp = str(folder / "lib"), str(folder / "temp")
    command.parallel = os.cpu_count()
    command.ensure_finalized()
    command.run()
    return [Path(path) for path in command.get_outputs()]
