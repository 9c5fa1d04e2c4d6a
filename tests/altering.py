"""Valid files altered field by field: logs, manifests and parts as nobody would write them.

Every alteration is one field of one valid thing changed, the rest left to the byte; so a
reader has to look at that field. Fuzzers draw from the same values.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

Json = Any
Path_ = tuple[str | int, ...]

NUMBERS = (-1, 0, 1, 2, 7, 17_000_000, 55_440_000_000, 2**31, 2**63, -(2**63), 10**30)
FLOATS = (-1.0, 0.5, 1.5, 1e9, 1e308, -1e308)
WORDS = ("", "deal", "../x", "/etc/passwd", "nobody", "a\0b", "x" * 300, "\ud800", "é", "chosen")
OTHER_TYPES: tuple[Json, ...] = (None, True, [], {}, [[]], {"a": 1}, ["nobody"], {"nobody": 1.0})
LITERALS = (b"NaN", b"Infinity", b"-Infinity", b"1e999", b"-1e999", b"1e-999", b"00", b"0x1")


@dataclass(frozen=True, slots=True)
class Altered:
    """What was changed, as it is told when a test fails, and the file's bytes."""

    what: str
    content: bytes


def compact(value: Json) -> bytes:
    """JSON as Detente writes it."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")


def places(value: Json, above: Path_ = ()) -> Iterator[Path_]:
    """The path of every value below one, itself included."""
    yield above
    if isinstance(value, dict | list):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(one, (*above, key))


def at(value: Json, path: Path_) -> Json:
    """The value at a path."""
    for step in path:
        value = value[step]
    return value


def with_value(value: Json, path: Path_, new: Json) -> Json:
    """A copy with another value at a path."""
    if not path:
        return new
    twin: Any = dict(value) if isinstance(value, dict) else list(value)
    twin[path[0]] = with_value(value[path[0]], path[1:], new)
    return twin


def without(value: Json, path: Path_) -> Json:
    """A copy without what is at a path."""
    twin: Any = dict(value) if isinstance(value, dict) else list(value)
    if len(path) == 1:
        del twin[path[0]]
    else:
        twin[path[0]] = without(value[path[0]], path[1:])
    return twin


def others(value: Json) -> Iterator[Json]:
    """Values to put in the place of one: of its own kind, nearly, and of another."""
    same: Sequence[Json] = ()
    if isinstance(value, bool):
        same = (not value,)
    elif isinstance(value, int):
        same = (*NUMBERS, value + 1, value - 1, float(value))
    elif isinstance(value, float):
        same = (*FLOATS, value + 1e-9, round(value))
    elif isinstance(value, str):
        same = (*WORDS, f"{value}x")
    for new in (*same, *OTHER_TYPES):
        if type(new) is not type(value) or new != value:
            yield new


def altered_json(value: Json) -> Iterator[tuple[str, bytes]]:
    """A JSON document with one value changed, taken out, or written as no JSON is."""
    for path in places(value):
        name = ".".join(map(str, path)) or "all"
        for new in others(at(value, path)):
            yield f"{name} = {new!r:.40}", compact(with_value(value, path, new))
        if path:
            yield f"without {name}", compact(without(value, path))
            if not isinstance(at(value, path), dict | list):
                marked = compact(with_value(value, path, "@@"))
                for literal in LITERALS:
                    yield f"{name} = {literal!r}", marked.replace(b'"@@"', literal)
    if isinstance(value, dict) and value:
        key = next(iter(value))
        yield f"{key} twice", compact(value)[:-1] + b"," + compact({key: value[key]})[1:]
        yield "one field more", compact({**value, "more": 1})


def altered_lines(content: bytes) -> Iterator[Altered]:
    """A file of JSON lines with one field of one line changed: of each type of event once."""
    rows = content.split(b"\n")
    seen: set[str] = set()
    for number, row in enumerate(rows):
        if not row:
            continue
        value = json.loads(row)
        kind = value.get("type", f"line {number + 1}")
        if kind not in seen:
            seen.add(kind)
            for what, new in altered_json(value):
                changed = b"\n".join([*rows[:number], new, *rows[number + 1 :]])
                yield Altered(f"line {number + 1}, {kind}: {what}", changed)


def altered_order(content: bytes) -> Iterator[Altered]:
    """A file of lines with lines gone, twice, or in another order."""
    rows = content.rstrip(b"\n").split(b"\n")
    for number in range(len(rows)):
        before, row, after = rows[:number], rows[number], rows[number + 1 :]
        yield Altered(f"without line {number + 1}", _file([*before, *after]))
        yield Altered(f"line {number + 1} twice", _file([*before, row, row, *after]))
        if after:
            swapped = [*before, after[0], row, *after[1:]]
            yield Altered(f"line {number + 1} after the next", _file(swapped))


def _file(rows: Sequence[bytes]) -> bytes:
    return b"".join(row + b"\n" for row in rows)


def no_text_of_ours(content: bytes) -> dict[str, bytes]:
    """What editors, transfers and enemies make of a text file."""
    first, _, rest = content.partition(b"\n")
    deep = 100_000
    return {
        "empty": b"",
        "blank": b" \n\n",
        "binary": bytes(range(256)) * 40,
        "NUL": b"\0" * 1000,
        "only the first line": first + b"\n",
        "a byte order mark": b"\xef\xbb\xbf" + content,
        "UTF-16": content.decode().encode("utf-16"),
        "CRLF": content.replace(b"\n", b"\r\n"),
        "nested lists": b"[" * deep + b"]" * deep + b"\n" + rest,
        "nested mappings": b'{"a":' * deep + b"1" + b"}" * deep + b"\n" + rest,
        "nested in a field": b'{"detente":' + b"[" * deep + b"]" * deep + b"}\n" + rest,
        "nested in an event": first + b'\n{"v":1,"type":"TextLapsed","x":' + b"[" * deep + b"\n",
        "a blank line": first + b"\n\n" + rest,
        "spaces": content.replace(b'":', b'": '),
        "cut in a line": content[: len(content) // 2],
    }


def resealed(folder: Path, kind: str, change: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
    """Write the first part of a kind anew in a data set, so that every digest agrees with it."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    part = next(one for one in manifest["parts"] if one["kind"] == kind)
    buffer = io.BytesIO()
    change(pl.read_parquet(folder / part["file"])).write_parquet(buffer)
    content = buffer.getvalue()
    (folder / part["file"]).write_bytes(content)
    part["sha256"], part["size"] = hashlib.sha256(content).hexdigest(), len(content)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def altered_tables(frame: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    """A table with one column gone, more, of another type, or with one value that cannot be."""
    first = pl.int_range(pl.len()) == 0
    yield "one row less", frame[1:]
    yield "a row twice", pl.concat([frame, frame[:1]])
    yield "one column more", frame.with_columns(more=1)
    yield "columns in another order", frame.select(reversed(frame.columns))
    for name, kind in frame.schema.items():
        yield f"without {name}", frame.drop(name)
        values: list[Any] = [None]
        if kind == pl.String:
            values += ["nosuch", "", "../x"]
            other = pl.lit(1)
        else:
            values += [-1, 2**15 - 1] if kind.is_integer() else [math.inf, -math.inf, math.nan]
            other = pl.col(name).cast(pl.String)
        yield f"{name} of another type", frame.with_columns(other.alias(name))
        for value in values:
            new = pl.when(first).then(pl.lit(value, kind)).otherwise(pl.col(name)).alias(name)
            yield f"{name} = {value}", frame.with_columns(new)
