"""JSON that anybody may have altered: read as what it should be, or refused in one way."""

from __future__ import annotations

from typing import TypeVar

import msgspec

T = TypeVar("T")


class UnreadableError(ValueError):
    """JSON is not what it should be; `torn`: it is no JSON at all, as after a crash."""

    def __init__(self, why: str, *, torn: bool) -> None:
        self.torn = torn
        super().__init__(why)


def decoded(content: bytes | str, decoder: msgspec.json.Decoder[T]) -> T:
    """What JSON says.

    Raises
    ------
    UnreadableError
        Where it is none, not in UTF-8, nested without end, or not of the decoder's type.
    """
    try:
        return decoder.decode(content)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise UnreadableError(
            str(error), torn=not isinstance(error, msgspec.ValidationError)
        ) from error
