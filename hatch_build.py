"""Compiles the formulas and the core: beside their sources in a checkout, or into a wheel.

    python hatch_build.py                                          # in a checkout; `make` does it
    HATCH_BUILD_HOOK_ENABLE_CUSTOM=true python -m pip wheel .      # one wheel, from Python 3.11 on

needs a C compiler and Python's headers. Sources are ordinary Python. The C types of the formulas
stand in the .pxd beside each; those of the core are its annotations (hatch_types.py). Cython
translates both together. A module that a .pyx of the same name stands beside is that one compiled.
Compiled and not, the same runs come out, bit by bit: products and sums are not fused, and functions
of the C library are called, never replaced.
"""

from __future__ import annotations

import argparse
import os
import runpy
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).absolute().parent
sys.path.insert(0, str(ROOT))
os.environ["DETENTE_COMPILED"] = "no"  # nothing here runs what is still to be made

from hatch_types import write_types  # noqa: E402  (found by the path above)
from sim.binaries import BUILT, ROOMS, binaries, current, digest  # noqa: E402  (the same)

# Modules of plain numbers, which C takes from a header that is made of them.
NUMBERS = ("model/constants.py", "core/codes.py")
OLDEST = (3, 11)  # whose stable interface binaries use: they run on every newer one too
DIRECTIVES = {
    "annotation_typing": False,  # types stand in the .pxd alone
    "cdivision": True,
    "infer_types": True,
    "language_level": 3,
}
CALLED = ("exp", "expm1", "log", "log1p", "pow")  # a compiler might round them otherwise
EXACT = ["-ffp-contract=off", "-fno-fast-math", *(f"-fno-builtin-{name}" for name in CALLED)]
SLOWER = "all works, but many runs take 5 times as long or more (docs/speed.md)"
CHECKED = ["-O0", "-g1", "-fsanitize=address"]


class CompiledBuildHook(BuildHookInterface[Any]):
    """Adds what is compiled to a wheel, beside its sources."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and tell the builder where the binaries are and what they run on."""
        if version == "editable":
            raise RuntimeError("in a checkout `make` compiles: install without the variable")
        self._made = TemporaryDirectory()
        made = Path(self._made.name)
        if current(ROOT / "sim"):
            _copied(ROOT / "sim", made / "sim")
        else:
            compiled(made)
        for path in sorted((made / "sim").rglob("*.*")):
            build_data["force_include"][str(path)] = path.relative_to(made).as_posix()
        build_data["pure_python"] = False
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["tag"] = f"cp{OLDEST[0]}{OLDEST[1]}-abi3-{platform}"

    def finalize(self, *_: Any) -> None:
        """Everything is in the wheel by now."""
        self._made.cleanup()


def compiled(into: Path, checked: bool = False) -> None:
    """Put the binaries into `into`/sim as they are to be installed, with what they are made of.

    `checked`: with memory watched by the compiler's address sanitizer.
    """
    from Cython.Build import cythonize  # noqa: PLC0415  (not here yet when this file is read)
    from setuptools import Distribution, Extension  # noqa: PLC0415  (the same)
    from setuptools.command.build_ext import build_ext  # noqa: PLC0415  (the same)

    with TemporaryDirectory() as folder:
        work = Path(folder)
        sources = _staged(work)
        flags = [] if sys.platform == "win32" else EXACT + (CHECKED if checked else ["-O2", "-g0"])
        modules = [
            Extension(
                ".".join(Path(name).with_suffix("").parts),
                [name],
                include_dirs=[str(work)],
                extra_compile_args=flags,
                extra_link_args=CHECKED if checked else [],
                define_macros=[("Py_LIMITED_API", f"0x{OLDEST[0]:02x}{OLDEST[1]:02x}0000")],
                py_limited_api=True,
            )
            for name in _chosen(work)
        ]
        os.chdir(work)
        made = cythonize(modules, nthreads=os.cpu_count(), compiler_directives=DIRECTIVES)
        command = build_ext(Distribution({"name": "detente", "ext_modules": made}))
        command.build_lib, command.build_temp = str(into), str(work / "temp")
        command.parallel = os.cpu_count()
        command.ensure_finalized()
        command.run()
    package = into / "sim"
    libraries = [one.relative_to(package).as_posix() for one in _all_binaries(package)]
    lines = [digest(ROOT / "sim", sources), *sources, *libraries]
    (package / BUILT).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _staged(work: Path) -> list[str]:
    """Copy what is compiled, with headers of its numbers; the sources that all that rests on."""
    package = work / "sim"
    package.mkdir()
    (package / "__init__.py").touch()
    for room in ROOMS:
        if (ROOT / "sim" / room).is_dir():
            shutil.copytree(ROOT / "sim" / room, package / room, ignore=_nothing_made)
    kept = set(package.rglob("*.p[xy]*"))
    write_types(package)
    typed = {path.with_suffix("") for path in package.rglob("*.p[xy][dx]")}
    used = [path for path in kept if path.with_suffix("") in typed]
    for name in NUMBERS:
        if (package / name).is_file():
            used.append(package / name)
            _number_headers(package / name, work)
    return sorted(path.relative_to(package).as_posix() for path in used)


def _nothing_made(_: str, names: list[str]) -> set[str]:
    return {name for name in names if Path(name).suffix not in {".py", ".pyx", ".pxd"}}


def _number_headers(path: Path, work: Path) -> None:
    """Write the numbers of a module as a C header, and the .pxd that declares them."""
    found = runpy.run_path(str(path))
    numbers = {k: v for k, v in found.items() if k.isupper() and type(v) in {int, float}}
    prefix = f"DETENTE_{path.stem.upper()}"
    defined, declared = ["#include <math.h>"], [f'cdef extern from "{path.stem}.h" nogil:']
    for name, value in numbers.items():
        whole = isinstance(value, int)
        text = f"{value}LL" if whole else repr(value).replace("inf", "INFINITY")
        defined.append(f"#define {prefix}_{name} ({text})")
        kind = "long long" if whole else "double"
        declared.append(f'    const {kind} {name} "{prefix}_{name}"')
    (work / f"{path.stem}.h").write_text("\n".join(defined) + "\n", encoding="utf-8")
    path.with_suffix(".pxd").write_text("\n".join(declared) + "\n", encoding="utf-8")


def _chosen(work: Path) -> list[str]:
    """The modules to compile: those that have C types or a twin in Cython."""
    numbers = {Path("sim") / name for name in NUMBERS}
    found = [path.relative_to(work) for path in work.glob("sim/*/*.py*")]
    chosen = []
    for path in sorted(found):
        typed = (work / path).with_suffix(".pxd").is_file() and path not in numbers
        twin = path.suffix == ".py" and (work / path).with_suffix(".pyx").is_file()
        if path.suffix == ".pyx" or (path.suffix == ".py" and typed and not twin):
            chosen.append(path.as_posix())
    return chosen


def _all_binaries(package: Path) -> Iterator[Path]:
    for room in ROOMS:
        if (package / room).is_dir():
            yield from binaries(package / room)


def _copied(package: Path, into: Path) -> None:
    """Copy binaries beside the sources of a package, and last what they are made of."""
    for path in [*_all_binaries(package), package / BUILT]:
        new = into / path.relative_to(package)
        new.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, new.with_name(f"{new.name}.new"))
        new.with_name(f"{new.name}.new").replace(new)


def _missing() -> str:
    """What it takes to compile and is not here; empty: nothing."""
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    if not shutil.which(compiler):
        if not shutil.which("cc"):
            return "a C compiler (Debian: gcc and libc6-dev)"
        os.environ["CC"] = "cc"
    if not (Path(sysconfig.get_path("include")) / "Python.h").is_file():
        return "Python's headers (Debian: python3-dev)"
    return ""


def in_place() -> None:
    """Compile beside the sources of this checkout, if that is not done yet and can be."""
    package = ROOT / "sim"
    changed = max(one.stat().st_mtime for one in ROOT.glob("hatch_*.py"))
    if current(package) and (package / BUILT).stat().st_mtime >= changed:
        return
    for path in [*_all_binaries(package), package / BUILT]:
        path.unlink(missing_ok=True)
    if missing := _missing():
        print(f"not compiled: {SLOWER}; install {missing}, then run `make`")
        return
    print("compiling the core ...", end=" ", flush=True)
    begun = time.monotonic()
    with TemporaryDirectory() as folder:
        call = [sys.executable, __file__, "--into", folder]
        done = subprocess.run(call, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stdout[-2000:], done.stderr[-4000:], "", sep="\n")
            print(f"not compiled: {SLOWER}; mend what the compiler says, then run `make`")
            return
        _copied(Path(folder) / "sim", package)
    print(f"done in {time.monotonic() - begun:.0f} s")


def main() -> None:
    """Compile here, or into a folder."""
    parser = argparse.ArgumentParser(description="Compile the formulas and the core.")
    parser.add_argument("--into", type=Path, help="a folder to put sim/**/*.so into")
    parser.add_argument("--checked", action="store_true", help="with memory watched, slowly")
    asked = parser.parse_args()
    if asked.into is None:
        in_place()
    else:
        compiled(asked.into.absolute(), asked.checked)


if __name__ == "__main__":
    main()
