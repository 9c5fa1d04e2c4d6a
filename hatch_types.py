"""The C types of the core, from its annotations: a `.pxd` for Cython, written at every build.

`int` is a C long, `Key` 64 bits without a sign, `float` a double, a list of one of these a pointer
to it, and a class of the core itself; anything else is a Python object. What an attribute is, its
first value in `__init__` says: a number, an array of a `Memory`, an argument.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

TYPED = (
    "core/*.py",
    "talks/arrays.py",
    "talks/keys.py",
    "talks/loading.py",
    "talks/planning.py",
    "talks/stepping.py",
    "talks/viewing.py",
)
CLASSES = (
    "Memory", "Names", "Plugs", "Tables", "State",
    "Inputs", "Plans", "Wants", "Script", "Odds", "Bench",
)  # fmt: skip
NUMBERS = {"bool": "bint", "float": "double", "int": "long", "Key": "unsigned long long"}
ARRAYS = {
    "doubles": "double*", "longs": "long*", "keys": "unsigned long long*", "rows": "double**",
}  # fmt: skip
LISTS = {"list[float]": "double*", "list[int]": "long*"}
# What of the core Python calls: whether it runs without its lock.
CALLED = {
    "State.reset": " noexcept nogil",
    "State.stand_with": " noexcept nogil",
    "loop.play_on": " noexcept nogil",
    "changing.branch": "",
    "trying.first_kept": " noexcept nogil",
    "trying.chance_of": " noexcept nogil",
    "changing.change": "",
}


def write_types(package: Path) -> None:
    """Write a `.pxd` beside each typed module of a package, but for those with a twin in Cython."""
    for pattern in TYPED:
        for path in sorted(package.glob(pattern)):
            twin = path.with_suffix(".pyx").is_file()
            if not twin and path.stem not in {"__init__", "codes"}:
                core = path.parent.name == "core"
                text = types_of(path.read_text(encoding="utf-8"), path.stem, core=core)
                path.with_suffix(".pxd").write_text(text, encoding="utf-8")


def types_of(source: str, module: str, *, core: bool) -> str:
    """The declarations of a module: in the core of C functions, elsewhere of what Python calls."""
    lines: list[str] = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            lines += _imported(node)
        elif isinstance(node, ast.ClassDef):
            lines += ["", *_class(node), ""]
        elif isinstance(node, ast.FunctionDef):
            called = CALLED.get(f"{module}.{node.name}")
            if core and called is None:
                lines.append(f"cdef {_signature(node, core)} noexcept nogil")
            else:
                lines.append(f"cpdef {_signature(node, core)}{called or ''}")
    return "\n".join(lines) + "\n"


def _imported(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """What of the core, the formulas and C's library a module uses."""
    if isinstance(node, ast.Import):
        if any(one.name == "math" for one in node.names):
            yield "from libc cimport math"
        return
    room, _, name = (node.module or "").removeprefix("sim.").partition(".")
    names = [ast.unparse(one) for one in node.names if not name or one.name in CLASSES]
    if room in {"core", "model"} and names:
        yield f"from {node.module} cimport {', '.join(names)}"


def _class(node: ast.ClassDef) -> Iterator[str]:
    yield f"cdef class {node.name}:"
    for method in node.body:
        if not isinstance(method, ast.FunctionDef):
            continue
        if method.name == "__init__":
            found = dict(pair for line in method.body for pair in _attributes(line, method))
            yield from (f"    cdef {kind} {name}" for name, kind in found.items())
        else:
            given = [f"{_kind(one.annotation)} {one.arg}" for one in method.args.args[1:]]
            called = CALLED.get(f"{node.name}.{method.name}")
            kind = "" if called is None else "void "
            define = "cpdef" if called is None else "cdef"
            yield f"    {define} {kind}{method.name}({', '.join(['self', *given])}){called or ''}"


def _attributes(line: ast.stmt, method: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """The attributes that a line of `__init__` gives a first value, each with its type."""
    if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Attribute):
        yield line.target.attr, _kind(line.annotation)
    for target in line.targets if isinstance(line, ast.Assign) else ():
        assert isinstance(line, ast.Assign)
        targets = target.elts if isinstance(target, ast.Tuple) else [target]
        values = (
            line.value.elts if isinstance(line.value, ast.Tuple) else [line.value] * len(targets)
        )
        for one, value in zip(targets, values, strict=True):
            if isinstance(one, ast.Attribute):
                yield one.attr, _kind_of_value(value, method, alone=len(targets) == 1)


def _kind_of_value(value: ast.expr, method: ast.FunctionDef, *, alone: bool) -> str:
    if isinstance(value, ast.Call):
        called = (
            value.func.attr if isinstance(value.func, ast.Attribute) else ast.unparse(value.func)
        )
        return called if called in CLASSES else ARRAYS[called]
    if isinstance(value, ast.Subscript):
        return "double*"  # one of some rows
    if isinstance(value, ast.Name) and alone:
        for one in method.args.args:
            if one.arg == value.id:
                return _kind(one.annotation)
    floats = isinstance(value, ast.Constant) and isinstance(value.value, float)
    return "double" if floats else "long"


def _signature(node: ast.FunctionDef, core: bool) -> str:
    kinds = [_kind(one.annotation, core) for one in node.args.args]
    given = [f"{kind} {one.arg}" for kind, one in zip(kinds, node.args.args, strict=True)]
    nothing = "void" if core else "object"
    returned = ast.unparse(node.returns) if node.returns is not None else "None"
    kind = nothing if returned == "None" else _kind(node.returns, core)
    return f"{kind} {node.name}({', '.join(given)})"


def _kind(annotation: ast.expr | None, core: bool = True) -> str:
    name = ast.unparse(annotation) if annotation is not None else ""
    if name in CLASSES:
        return name
    return NUMBERS.get(name) or (LISTS.get(name) if core else None) or "object"
