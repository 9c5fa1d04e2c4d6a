"""A number on the command line that may also be a word."""

from __future__ import annotations

from typing import Any

import click


class Whole(click.ParamType[int | str]):
    """A whole number from `least` to 10**9, or one of some words."""

    name = "N"

    def __init__(self, *words: str, least: int = 1) -> None:
        self.words, self.least = words, least

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | str:
        """The number, or the word."""
        text = str(value)
        if text in self.words:
            return text
        if not text.isdecimal() or not self.least <= int(text) <= 10**9:
            what = " or ".join([f"a whole number from {self.least} to 1000000000", *self.words])
            self.fail(f"{text!r}: write {what}", param, ctx)
        return int(text)
