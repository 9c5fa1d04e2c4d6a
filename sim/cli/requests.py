"""The options of a command from the fields of the request that it makes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from sim.studies.options import Option, options_of


def request(kind: type) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An option for each field, in their order; `requested` makes the request of them."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for name, (default, one) in reversed(options_of(kind).items()):
            command = _option(name, default, one)(command)
        return command

    return decorate


def _option(name: str, default: Any, one: Option) -> Any:
    usual = default if one.command is None else one.command
    return click.option(
        *one.flags,
        name,
        default=None if isinstance(default, tuple) else usual,
        multiple=isinstance(default, tuple),
        show_default=one.command is None and default not in (None, "", ()),
        type=_type(one),
        metavar=one.metavar or None,
        help=one.help,
        required=one.required,
    )


def _type(one: Option) -> click.ParamType[Any] | None:
    if one.most:
        return click.IntRange(one.least, one.most)
    if one.high:
        return click.FloatRange(0.0, one.high, min_open=one.within, max_open=one.within)
    return click.Choice(one.words) if one.words else None
