"""Ways to spoil what people bring: bytes, texts, and data as JSON or YAML hold it."""

from __future__ import annotations

from random import Random
from typing import Any

Path = tuple[str | int, ...]

JUNK: list[Any] = [
    None, "x", "", 0, -1, 1, True, False, 0.5, -0.0, 1e308, -1e308, 1e-320, float("nan"),
    float("inf"), 2**31, 2**63 - 1, 2**63, -(2**63), 10**30, "9" * 5000, [], {}, [[]], [None],
    [80, 20], {"choice": {"a": 1}}, {"choice": {"a": 1e308, "b": 1e308}}, "unknown", "nothing",
    "all", "hard", "reject", "raise", "deal", "accept", "2024-02-30", "2024-08-01", "0001-01-01",
    "9999-12-31", "3 days", "0 days", "1e9 days", "1440 a day", "-5", "nan", "inf", "1e-9%",
    "100%", "israel", "buyer", ["israel", "israel"], ["party"], ["mediator"], ["stakeholder"],
    "../x", "/etc/hostname", "a" * 300, "a/b", ".", "..", "\u05e9\u05dc\u05d5\u05dd",
    "\u65e5\u672c", "e\u0301", "\U0001f54a", "\u202eabc", "\x1b[31m", "=1+1", "'", '"', "$(id)",
    "a b", "\u00a0", "\ufeff", "\u2028",
]  # fmt: skip

SCRAPS = [
    b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\n\n", b"\t", b" ", b": ",
    b"- ", b"{", b"}", b"[", b"]", b"&a ", b"*a", b"!!python/object:os.system ", b"|\n", b">\n",
    b"---\n", b"...\n", b"%YAML 9.9\n", b"#", b"'", b'"', b"\\", b"\\u0000", b"\\ud800", b"null",
    b"NaN", b"Infinity", b"1e999", b"-1", b"9" * 400, b"[" * 2000, b"{a: " * 200, b"\xe9",
    "\u05e9".encode(), "\U0001f54a".encode(), "\u2028".encode(), b"<<: *a\n", b"? ", b"@", b"`",
]  # fmt: skip


def places(data: Any, above: Path = ()) -> list[Path]:
    """The paths of everything below some data."""
    if isinstance(data, dict):
        below = list(data.items())
    else:
        below = list(enumerate(data)) if isinstance(data, list) else []
    return [path for key, value in below for path in [(*above, key), *places(value, (*above, key))]]


def mutate(data: Any, luck: Random) -> None:
    """Take something out, put junk in its place, or move it under another name."""
    everywhere = places(data)
    if not everywhere:
        return
    *above, key = luck.choice(everywhere)
    holder = at(data, tuple(above))
    match luck.randrange(4):
        case 0:
            del holder[key]
        case 1:
            holder[key] = luck.choice(JUNK)
        case 2:
            holder[key] = nudged(holder[key], luck)
        case _:
            other = luck.choice(everywhere)[-1]
            if isinstance(holder, dict):
                holder[str(other)] = holder.pop(key)
            else:
                holder.append(other)


def nudged(value: Any, luck: Random) -> Any:
    """Something near a value: what a hand that slips would write."""
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int):
        return value + luck.choice([-1, 1, 1000, -(10**6), 10**9, 10**12])
    if isinstance(value, float):
        return value * luck.choice([-1.0, 0.0, 1e6, 1e300])
    if isinstance(value, str):
        cut = luck.randrange(len(value) + 1)
        return value[:cut] + luck.choice(["", "0", " ", "-", "\u05d0", "x"]) + value[cut:]
    if isinstance(value, list):
        return value + value
    return {**value, "x": value}


def adjusted(data: Any, luck: Random) -> None:
    """Change a number or a word a little, as one who knows what may stand there would."""
    known = [path for path in places(data) if isinstance(at(data, path), int | float | str)]
    *above, key = luck.choice(known)
    holder = at(data, tuple(above))
    value = holder[key]
    if isinstance(value, bool):
        holder[key] = not value
    elif isinstance(value, int):
        holder[key] = max(0, value + luck.choice([-1, 1, 2]))
    elif isinstance(value, float):
        holder[key] = value * luck.choice([0.5, 0.99, 1.01, 1.5])
    else:
        words = [w for path in known if isinstance(w := at(data, path), str)]
        holder[key] = luck.choice(words)


def at(data: Any, path: Path) -> Any:
    """What lies at a path."""
    for step in path:
        data = data[step]
    return data


def spoiled(content: bytes, luck: Random) -> bytes:
    """Bytes with one place or two cut out, doubled, or with something put in."""
    for _ in range(luck.randint(1, 2)):
        first = luck.randrange(len(content) + 1)
        last = min(len(content), first + luck.choice([0, 1, 1, 4, 40, 400]))
        kind = luck.randrange(4)
        if kind == 0:
            middle = b""
        elif kind == 1:
            middle = content[first:last] * luck.choice([2, 3, 50])
        elif kind == 2:
            middle = bytes([luck.randrange(256)])
        else:
            middle = luck.choice(SCRAPS)
        content = content[:first] + middle + content[last:]
    return content
