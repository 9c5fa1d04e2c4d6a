"""Lines are taken apart and put together without losing a byte; what is no line is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from sim.ensemble.chunks import play_run
from sim.errors import LogError
from sim.scenario.loading import load
from sim.store.row import Row, join, split
from sim.store.stream import LARGEST
from sim.talks.log import lines
from tests.store.samples import golden

WHOLE = some.integers(-LARGEST, LARGEST)
COUNT = some.integers(0, LARGEST)
WORD = some.from_regex(r"[A-Za-z]\w{0,20}", fullmatch=True).filter(str.isascii)
TEXT = some.text(some.characters(exclude_categories=["Cs"]))
VALUE = some.recursive(
    some.none() | some.booleans() | WHOLE | some.floats(allow_nan=False) | TEXT,
    lambda inner: some.lists(inner) | some.dictionaries(TEXT, inner),
)
OWN = some.dictionaries(WORD.map("own_{}".format), VALUE)


@some.composite
def events(draw: some.DrawFn) -> bytes:
    """A line of any type of event."""
    fields: dict[str, Any] = {"run": draw(WHOLE)} if draw(some.booleans()) else {}
    fields |= {"v": draw(COUNT), "type": draw(WORD), "seq": draw(COUNT), "tick": draw(WHOLE)}
    fields |= {"actor": draw(TEXT), "cause": draw(WHOLE), "fired": draw(WHOLE)}
    return msgspec.json.encode(fields | {"provenance": draw(WORD)} | draw(OWN))


@given(events())
def test_any_line_comes_back_to_the_byte(line: bytes) -> None:
    row = split(line)
    assert join(row) == line
    whole = json.loads(line)
    assert (row.seq, row.type, row.v, row.tick) == tuple(whole[k] for k in Row._fields[:4])
    told = json.loads(row.meta) | json.loads(row.data)
    assert told == {k: whole[k] for k in whole if k not in {"seq", "type", "v", "tick"}}


@pytest.mark.parametrize("name", ["flat-sale", "eventful", "cairo-2024"])
def test_golden_lines_come_back_to_the_byte(name: str) -> None:
    assert [join(split(line)) for line in golden(name)] == list(golden(name))


def test_a_run_as_played_comes_back_to_the_byte() -> None:
    played, _ = play_run(load("flat-sale"), 7, 3, 100)
    assert [join(split(line)) for line in lines(played)] == list(lines(played))


def test_who_and_why_are_apart_from_what() -> None:
    row = split(golden()[1])
    assert list(json.loads(row.meta)) == ["run", "actor", "cause", "fired", "provenance"]
    assert "tried" in json.loads(row.data)
    first = split(golden()[0])
    assert "run" not in json.loads(first.meta)  # the first event names its own
    assert "run" in json.loads(first.data)


def line(**changes: object) -> bytes:
    fields: Mapping[str, object] = {
        "run": 1, "v": 1, "type": "X", "seq": 0, "tick": 0, "actor": "", "cause": 0, "fired": 0,
        "provenance": "simulated",
    }  # fmt: skip
    return msgspec.json.encode({**fields, **changes})


@pytest.mark.parametrize(
    "no_line",
    [
        b"", b"{}", b"[]", b"null", b"7", b"\xff", line()[:-1], line() + b"}", line() + b"\n",
        line() + line(), line().replace(b"seq", b"sec"), line().replace(b'"run":1,', b'"run":"1",'),
        line().replace(b",", b", "), line().replace(b'"v":1', b'"v":01'), line(seq=-1),
        line(seq=2**63), line(tick=-(2**63)), line(v=2**64), line(seq=1.0), line(type="a b"),
        line(type=7), line(actor=None), line(cause="x"), line(provenance="\n"),
        line(own="😀").replace(b"\xf0", b"\xc3"), line(own=0).replace(b"own", b"o\0n"),
        line(own=0).replace(b":0}", b":}"), line(own=0).replace(b'"own":0', b'"own"'),
        line().replace(b'"seq":0', b'"seq":' + b"1" * 5000), line(own="a").replace(b"a", b"\t"),
        line().replace(b'"tick":0', b'"tick":-0'),
        line(own=0).replace(b":0}", b":" + b"[" * 9999 + b"]" * 9999 + b"}"),
    ],
)  # fmt: skip
def test_what_is_no_line_is_refused(no_line: bytes) -> None:
    with pytest.raises(LogError, match=r"is not an event as a log has it: give lines as"):
        split(no_line)


@given(some.binary(max_size=80))
def test_nothing_else_goes_wrong(noise: bytes) -> None:
    for raw in (noise, line() + noise, line()[:40] + noise + line()[40:]):
        try:
            assert join(split(raw)) == raw
        except LogError:
            continue
