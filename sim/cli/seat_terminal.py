"""The keyboard and the screen of a game."""

# What only a terminal needs is imported where there is one.
# ruff: noqa: PLC0415

from __future__ import annotations

import sys
from io import TextIOWrapper

import click

from sim.cli.output import say
from sim.cli.seat_session import Session
from sim.errors import SettingError
from sim.interrupts import INTERRUPTED
from sim.text import shown

EMPTY = "\033[H\033[2J\033[3J"  # the screen, and what was scrolled off it


def at_a_keyboard() -> bool:
    """Whether somebody types, and nothing is piped in."""
    return sys.stdin is not None and sys.stdin.isatty()


def played(session: Session) -> None:
    """Play until it is over, or left; the end of the input, or Ctrl-C, leaves it.

    Raises
    ------
    Exit
        After an interrupt.
    """
    if sys.stdin is None:
        raise SettingError("standard input is closed: a game is played from a keyboard or a pipe")
    if isinstance(sys.stdin, TextIOWrapper):  # a mistyped byte is a mistaken word, and no end
        sys.stdin.reconfigure(errors="replace")
    _editing()
    try:
        say(session.begin())
        while not session.over:
            line = _read(session.prompt)
            told = session.leave() if line is None else session.enter(line)
            if session.clear:
                _empty()
            say(told)
    except KeyboardInterrupt:
        if not session.kept:
            raise
        say(["", *session.leave()])
        raise click.exceptions.Exit(INTERRUPTED) from None


def _read(prompt: str) -> str | None:
    """One line; None at the end of the input. What is piped in is printed, as if typed."""
    if at_a_keyboard():
        try:
            return input(shown(prompt))
        except EOFError:
            say("")
            return None
    line = sys.stdin.readline()
    if not line:
        return None
    say(f"{shown(prompt)}{line.rstrip()}")
    return line.rstrip("\n")


def _editing() -> None:
    """Let the line be edited, where the machine has what it takes."""
    if at_a_keyboard():
        try:
            import readline
        except ImportError:
            return
        readline.set_auto_history(False)  # the next one at the keyboard must not leaf back


def _empty() -> None:
    """An empty screen, where there is one."""
    if sys.stdout.isatty():
        click.echo(EMPTY, nl=False)
