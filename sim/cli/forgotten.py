"""An option whose value was forgotten, so that the option after it would be taken for the value."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import click

from sim.errors import SettingError


def see_values(ctx: click.Context, command: click.Command, args: Sequence[str]) -> None:
    """See that no option of a command has another of its options for a value.

    Raises
    ------
    SettingError
        Where one has; says what to write after it.
    """
    while isinstance(command, click.Group) and args and args[0] in command.commands:
        command, args = command.commands[args[0]], args[1:]
    options = command.get_params(ctx)
    named = {name: one for one in options for name in (*one.opts, *one.secondary_opts)}
    for word, after in pairwise(args):
        if word == "--":
            return
        one = named.get(word)
        takes = isinstance(one, click.Option) and not one.is_flag and not one.count
        option = after.partition("=")[0]
        if takes and after.startswith("-") and option in named:
            value = getattr(one, "metavar", None) or "VALUE"
            raise SettingError(f"{word}: no value before {option}: write {word} {value}")
