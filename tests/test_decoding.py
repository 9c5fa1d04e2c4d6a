"""JSON that was altered is refused in one way, whatever is wrong with it."""

from __future__ import annotations

import msgspec
import pytest

from sim.decoding import UnreadableError, decoded

NAMES = msgspec.json.Decoder(dict[str, str])


def test_what_json_says_is_told() -> None:
    assert decoded(b'{"a":"b"}', NAMES) == decoded('{"a":"b"}', NAMES) == {"a": "b"}


@pytest.mark.parametrize(
    ("content", "torn"),
    [
        (b'{"a":"b', True),
        (b"\0\0", True),
        (b'{"a":"\xff"}', True),
        ('{"a":"\ud800"}', True),
        (b'{"a":1}', False),
        (b"[]", False),
    ],
)
def test_what_is_none_is_refused_and_said_to_be_torn_or_of_another_kind(
    content: bytes | str, torn: bool
) -> None:
    with pytest.raises(UnreadableError) as told:
        decoded(content, NAMES)
    assert told.value.torn is torn


def test_what_is_nested_without_end_is_refused() -> None:
    with pytest.raises(UnreadableError):
        decoded(b"[" * 100_000, msgspec.json.Decoder())
