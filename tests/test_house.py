"""The house rules: who may import whom, what a contract forbids, what no file may name."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement

from sim.version import VERSION

ROOT = Path(__file__).parents[1]

# The table of the design: a room knows itself, the version, the arithmetic, and these.
_SCENARIO = {
    "binaries",
    "decoding",
    "errors",
    "files",
    "interrupts",
    "model",
    "plugins",
    "shell",
    "text",
}
_TALKS = _SCENARIO | {"scenario", "core"}
_ENGINE = _TALKS | {"talks"}
_STORE = _ENGINE  # what the engine may know, without the engine
_ENSEMBLE = _ENGINE | {"engine"}
_ANALYSIS = _ENSEMBLE | {"ensemble"}
_PLOTS = _ANALYSIS | {"analysis", "spreadsheet"}
_STUDIES = _PLOTS | {"plots", "report", "telling"}
_IMPORTS = _SCENARIO | {"scenario"}
_API = _PLOTS | {"exports", "imports", "report", "store", "studies", "plots", "telling"}
_FACE = _API | {"api"}
_OUTSIDE = _FACE | {"sim", "cli", "web"}
MAY_KNOW: Mapping[str, set[str]] = {
    "version": set(),
    "arithmetic": set(),
    "decoding": set(),
    "errors": set(),
    "interrupts": set(),
    "files": {"decoding", "errors", "interrupts"},
    "shell": {"text"},
    "spreadsheet": set(),
    "text": set(),
    "plugins": {"errors", "text"},
    "binaries": {"errors"},
    "model": {"binaries"},
    "core": {"binaries", "model"},
    "report": set(),
    "scenario": _SCENARIO,
    "talks": _TALKS,
    "engine": _ENGINE,
    "store": _STORE,
    "ensemble": _ENSEMBLE,
    "telling": _ENGINE,
    "analysis": _ANALYSIS,
    "studies": _STUDIES,
    "plots": _PLOTS,
    "imports": _IMPORTS,
    "exports": _IMPORTS | {"imports"},
    "api": _API,
    "sim": _FACE,  # sim/__init__.py, the public face
    "cli": _OUTSIDE | {"studio"},
    "web": _OUTSIDE,
    "studio": _API | {"studies", "report", "telling", "ensemble"},
    "__main__": _OUTSIDE,
}

# Packages that live in one room, and those that a contract keeps out of some.
ONLY_IN = {"simpy": {"engine"}, "matplotlib": {"plots"}, "sqlalchemy": {"store"}}
ROOMS_OF_THE_RUN = ("model", "core", "talks", "engine")
NEVER_IN = {
    "random": set(MAY_KNOW),
    "secrets": set(MAY_KNOW),
    "numpy": {"model", "core"},
    "scipy": {"model", "core"},
    "time": set(ROOMS_OF_THE_RUN),
    "uuid": set(ROOMS_OF_THE_RUN),
}
CLOCKS = {"now", "utcnow", "today"}


class Import(NamedTuple):
    """One name that one line of a module brings in."""

    by: str
    target: str
    line: int
    unexecuted: bool


class Code:
    """Every module of a package folder, parsed; `sim.talks` stands for its `__init__.py`."""

    def __init__(self, folder: Path) -> None:
        self.trees: dict[str, ast.Module] = {}
        self.packages: set[str] = set()
        for path in sorted(folder.rglob("*.py")):
            parts = path.relative_to(folder.parent).with_suffix("").parts
            name = ".".join(parts).removesuffix(".__init__")
            if path.name == "__init__.py":
                self.packages.add(name)
            self.trees[name] = ast.parse(path.read_text(encoding="utf-8"), str(path))

    def room(self, module: str) -> str:
        """`sim.talks.events` is in `talks`; `sim` is a room of its own."""
        parts = module.split(".")
        return parts[1] if len(parts) > 1 else "sim"

    def imports(self) -> Iterator[Import]:
        """Every import wherever it stands, inside functions and type-checking blocks too."""
        for by, tree in self.trees.items():
            guarded = typing_only(tree)
            for node in ast.walk(tree):
                for target in self._targets(by, node):
                    yield Import(by, target, getattr(node, "lineno", 0), node in guarded)

    def calls(self, *rooms: str) -> Iterator[tuple[str, ast.Call]]:
        for module, tree in self.trees.items():
            if self.room(module) in rooms:
                calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
                yield from ((f"{module}:{call.lineno}", call) for call in calls)

    def _targets(self, by: str, node: ast.AST) -> list[str]:
        if isinstance(node, ast.Import):
            return [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            base = self._absolute(by, node)
            return [self._module(base, alias.name) for alias in node.names]
        return []

    def _absolute(self, by: str, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        up = node.level - (by in self.packages)
        parts = by.split(".")[: len(by.split(".")) - up]
        return ".".join([*parts, node.module] if node.module else parts)

    def _module(self, base: str, name: str) -> str:
        """`from sim.model import worth` means the module where there is one, else a name in it."""
        full = f"{base}.{name}"
        inside = any(module == full or module.startswith(f"{full}.") for module in self.trees)
        return full if inside or not base else base


def typing_only(tree: ast.Module) -> set[ast.AST]:
    """What stands under `if TYPE_CHECKING:` and is never executed."""
    tests = (node for node in ast.walk(tree) if isinstance(node, ast.If))
    blocks = [node.body for node in tests if "TYPE_CHECKING" in ast.unparse(node.test)]
    return {node for block in blocks for statement in block for node in ast.walk(statement)}


def wrong_directions(code: Code) -> list[str]:
    found = []
    for by, target, line, _ in code.imports():
        if target.split(".")[0] != "sim":
            continue
        mine, other = code.room(by), code.room(target)
        if other not in MAY_KNOW.get(mine, set()) | {mine, "version", "arithmetic"}:
            found.append(f"{by}:{line} imports {target}")
    return found


def misplaced_packages(code: Code) -> list[str]:
    found = []
    for by, target, line, _ in code.imports():
        package, room = target.split(".")[0], code.room(by)
        if room not in ONLY_IN.get(package, {room}) or room in NEVER_IN.get(package, set()):
            found.append(f"{by}:{line} imports {target}")
    return found


def always_imported(code: Code, package: str = "scipy") -> list[str]:
    """Where a package is imported by a module itself, and not by what is called in it."""
    return [
        f"{module}:{node.lineno} imports {package}"
        for module, tree in code.trees.items()
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        and any(name.split(".")[0] == package for name in code._targets(module, node))
    ]


def cycle(code: Code) -> list[str]:
    """One ring of modules that import each other when run, or nothing.

    Two modules may name each other's types, as SimPy's core and events do.
    """
    graph: dict[str, set[str]] = {module: set() for module in code.trees}
    for by, target, _, unexecuted in code.imports():
        if target in graph and target != by and not unexecuted:
            graph[by].add(target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        ring: list[str] = error.args[1]
        return ring
    return []


# The rooms that have arrived at sizes and names as they should be.
SETTLED = ("studies", "report")
LONGEST_FILE, LONGEST_FUNCTION = 300, 45


def too_long(code: Code) -> list[str]:
    """Files and functions of the settled rooms that hold more than one idea."""
    found = []
    for module, tree in code.trees.items():
        if code.room(module) not in SETTLED:
            continue
        last = max((node.end_lineno or 0 for node in tree.body), default=0)
        found += [module] if last > LONGEST_FILE else []
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                begin = node.body[ast.get_docstring(node) is not None :]  # what it promises is free
                lines = (node.end_lineno or 0) - begin[0].lineno + 1 if begin else 0
                found += [f"{module}:{node.name}"] if lines > LONGEST_FUNCTION else []
    return found


def named_twice(code: Code) -> list[str]:
    """Names of classes that mean two things in the settled rooms."""
    names = [
        node.name
        for module, tree in code.trees.items()
        if code.room(module) in SETTLED
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    ]
    return sorted({name for name in names if names.count(name) > 1})


def builtin_sums(code: Code) -> list[str]:
    calls = code.calls(*ROOMS_OF_THE_RUN)
    return [at for at, call in calls if isinstance(call.func, ast.Name) and call.func.id == "sum"]


def clock_readings(code: Code) -> list[str]:
    calls = code.calls(*ROOMS_OF_THE_RUN)
    return [
        at
        for at, call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr in CLOCKS
    ]


# What touches the file system: methods of paths, whoever has them, and what modules do.
ON_PATHS = re.compile(
    "absolute|chmod|cwd|exists|expanduser|r?glob|hardlink_to|is_(dir|file|fifo|mount|socket|symlink)"
    "|iterdir|l?stat|lchmod|mkdir|open|owner|(read|write)_(bytes|text)|readlink|rename|resolve"
    "|rmdir|samefile|symlink_to|touch|unlink|walk"
)
OF_FILES = ("os.path.", "os.", "shutil.", "tempfile.", "glob.", "io.open")
HARMLESS = re.compile(
    r"os\.(_exit|cpu_count|environ\.\w+|fsencode|fspath|getpid|getppid|pathsep\.join"
    r"|register_at_fork|strerror|write)"
)
OF_MODULES = ("sim.binaries:", "sim.ensemble.paths:")  # look where modules lie: no user names it
BEHIND_URLS = "self._files."  # fsspec's file system, of a place that is no path


def bare_files(code: Code) -> list[str]:
    """Calls that look at, read or write a path by themselves, outside the one door."""
    found = []
    for at, call in code.calls(*(set(MAY_KNOW) - {"files"})):
        name = ast.unparse(call.func)
        columns = bool(call.args) and isinstance(call.args[0], ast.Dict | ast.DictComp)
        if HARMLESS.fullmatch(name) or name.startswith(BEHIND_URLS) or columns:
            continue  # a table renames its columns by a mapping
        method = isinstance(call.func, ast.Attribute) and ON_PATHS.fullmatch(call.func.attr)
        renamed = name.endswith(".replace") and len(call.args) == 1 and not call.keywords
        if name == "open" or method or renamed or name.startswith(OF_FILES):
            found.append(f"{at}: {name}")
    through = [one for one in found if not one.partition(": ")[2].startswith("files.")]
    return [one for one in through if not one.startswith(OF_MODULES)]


# The rooms in which what a file says becomes a number that the talks weigh, and in them what only
# looks at it: the checks of what is written.
ON_THE_WAY = ("scenario", "talks", "model")
LOOKS_ON = "sim.scenario.checks."


def naming(code: Code, name: str) -> list[str]:
    """The modules on the way in whose code something is called so: no texts, no comments."""
    ways = {module for module in code.trees if code.room(module) in ON_THE_WAY}
    found = []
    for module in sorted(ways):
        called = {
            getattr(node, field, None)
            for node in ast.walk(code.trees[module])
            for field in ("id", "attr", "arg", "value", "name")
        }
        if name in called and not module.startswith(LOOKS_ON):
            found.append(module)
    return found


@pytest.fixture(scope="module")
def code() -> Code:
    return Code(ROOT / "sim")


def test_every_room_is_in_the_table(code: Code) -> None:
    assert {code.room(module) for module in code.trees} <= set(MAY_KNOW)


def test_imports_run_one_way(code: Code) -> None:
    assert wrong_directions(code) == []


def test_no_modules_import_each_other(code: Code) -> None:
    assert cycle(code) == []


def test_each_package_stays_in_its_room(code: Code) -> None:
    assert misplaced_packages(code) == []


def test_scipy_is_imported_by_whoever_calls_it(code: Code) -> None:
    # It takes as long as all the rest of `import sim.api`.
    assert always_imported(code) == []


def test_no_file_or_function_holds_two_ideas(code: Code) -> None:
    assert too_long(code) == []


def test_a_class_name_means_one_thing(code: Code) -> None:
    assert named_twice(code) == []


def test_no_builtin_sum_in_a_run(code: Code) -> None:
    # Its result for floats changed in Python 3.12: add left to right, or use math.fsum.
    assert builtin_sums(code) == []


def test_no_clock_in_a_run(code: Code) -> None:
    assert clock_readings(code) == []


def test_every_path_goes_through_the_door(code: Code) -> None:
    assert bare_files(code) == []


def test_salience_passes_few_files_until_it_is_a_weight(code: Code) -> None:
    # A row, a field, its slot, its plan, and the stance that
    # weighs it by `shares`; that plan as arrays, for tries at a record. (Roles, pages and
    # analyses read the finished stance.)
    assert naming(code, "salience") == [
        "sim.scenario.defaults",
        "sim.scenario.language",
        "sim.scenario.stance_building",
        "sim.scenario.stance_plan",
        "sim.scenario.stances",
        "sim.talks.planning",
    ]


BROKEN = {
    "up": ("model/worth.py", "def f():\n    from sim.engine import play\n", wrong_directions),
    "face": ("talks/events.py", "from sim import load\n", wrong_directions),
    "relative": ("model/worth.py", "from ..talks import events\n", wrong_directions),
    "unlisted": ("utils.py", "import sim.model\n", wrong_directions),
    "simpy": ("talks/events.py", "import simpy.core\n", misplaced_packages),
    "numpy": ("model/worth.py", "from numpy import exp\n", misplaced_packages),
    "random": ("cli/main.py", "import random\n", misplaced_packages),
    "scipy": ("cli/main.py", "from scipy.special import ndtr\n", always_imported),
    "a long file": ("report/a.py", "x = 1\n" * 301, too_long),
    "a long function": ("studies/a.py", "def f():\n" + "    x = 1\n" * 46, too_long),
    "a class": ("studies/a.py", "class A:\n    x = 1\nclass A:\n    x = 2\n", named_twice),
    "sum": ("engine/party.py", "x = sum([0.1, 0.2])\n", builtin_sums),
    "clock": ("engine/party.py", "import datetime\nx = datetime.datetime.now()\n", clock_readings),
    "open": ("cli/main.py", "open('x')\n", bare_files),
    "exists": ("cli/main.py", "def f(path):\n    return path.exists()\n", bare_files),
    "a method": (
        "cli/main.py",
        "import pathlib\nx = pathlib.Path('x').read_text()\n",
        bare_files,
    ),
    "os.path": ("cli/main.py", "import os\nx = os.path.lexists('x')\n", bare_files),
    "rename": ("cli/main.py", "def f(path, new):\n    path.replace(new)\n", bare_files),
    "tempfile": ("cli/main.py", "import tempfile\nx = tempfile.mkdtemp()\n", bare_files),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_seen(name: str, tmp_path: Path) -> None:
    path, text, rule = BROKEN[name]
    for room in ("model", "talks", "engine", "cli", "report", "studies"):
        (tmp_path / "sim" / room).mkdir(parents=True)
    (tmp_path / "sim/talks/events.py").touch()
    (tmp_path / "sim" / path).write_text(text, encoding="utf-8")
    assert len(rule(Code(tmp_path / "sim"))) == 1


def test_another_file_that_hands_a_number_on_is_seen(tmp_path: Path) -> None:
    for room in ("talks", "scenario/checks"):
        (tmp_path / "sim" / room).mkdir(parents=True)
    (tmp_path / "sim/talks/a.py").write_text("def f(one):\n    return one.salience\n", "utf-8")
    (tmp_path / "sim/talks/b.py").write_text('"""Of salience."""\n', "utf-8")
    (tmp_path / "sim/scenario/checks/c.py").write_text("salience = 1\n", "utf-8")
    assert naming(Code(tmp_path / "sim"), "salience") == ["sim.talks.a"]


def test_a_cycle_is_seen(tmp_path: Path) -> None:
    (tmp_path / "sim/model").mkdir(parents=True)
    (tmp_path / "sim/model/__init__.py").write_text("from sim.model.a import f\n", encoding="utf-8")
    (tmp_path / "sim/model/a.py").write_text("from . import f\n", encoding="utf-8")
    assert set(cycle(Code(tmp_path / "sim"))) == {"sim.model", "sim.model.a"}


REFUSED = {
    "a package registry": re.compile(
        r"[\w-]*(?:pyp[i]|python[h]osted|artifactory|devp[i])[\w-]*\.[a-z]{2}"
    ),
    "where packages come from": re.compile(r"--(?:extra-)?(?:index-url|find-links|trusted-host)"),
    "a path of one machine": re.compile(r"(?<![\w.~-])/(?:home|root|tmp|work|mnt|Users)/\w"),
    "a Windows path": re.compile(r"\b[A-Z]:\\\\?Users"),
}


def shipped_texts() -> Iterator[tuple[str, str]]:
    """The files git knows or would take in; without git, what there is in a source archive."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        ).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        found = [path.relative_to(ROOT) for path in ROOT.rglob("*")]
        caches = re.compile(r"\..*_cache|\.venv|\.hypothesis|out")
        listed = [str(path) for path in found if not any(map(caches.fullmatch, path.parts))]
    for name in filter(None, listed):
        path = ROOT / name
        if path.is_file():
            try:
                yield name, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue  # a figure, or a broken file kept on purpose


def refusals(text: str) -> list[str]:
    return [what for what, pattern in REFUSED.items() if pattern.search(text)]


def test_no_file_names_a_registry_or_a_machine() -> None:
    named = {name: refusals(text) for name, text in shipped_texts()}
    assert "pyproject.toml" in named
    assert {name: what for name, what in named.items() if what} == {}


@pytest.mark.parametrize(
    "text",
    ["see pyp" + "i.org", "--index" + "-url x", 'open("/ho' + 'me/me/x")', "file:///wo" + "rk/x"],
)
def test_a_registry_or_a_machine_is_seen(text: str) -> None:
    assert len(refusals(text)) == 1


def lock() -> dict[str, str]:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert [pin for pin in pins if not re.fullmatch(r"[\w.-]+==[\w.+!]+", pin)] == []
    return {normal(name): version for name, version in (pin.split("==") for pin in pins)}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_lock_holds_names_and_versions_and_meets_the_requirements() -> None:
    pins = lock()
    about = project()
    wanted = about["project"]["dependencies"] + about["project"]["optional-dependencies"]["dev"]
    for line in [*wanted, *about["build-system"]["requires"]]:
        requirement = Requirement(line)
        assert pins[normal(requirement.name)] in requirement.specifier, line


def test_types_are_shipped() -> None:
    files = WheelBuilder(str(ROOT)).recurse_included_files()
    assert "sim/py.typed" in {file.distribution_path for file in files}


def test_the_version_is_the_same_everywhere() -> None:
    build = project()["tool"]["hatch"]["version"]
    built = re.search(build["pattern"], (ROOT / build["path"]).read_text(encoding="utf-8"))
    assert built is not None
    assert built["version"] == VERSION
    assert f"\nversion: {VERSION}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert VERSION in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
