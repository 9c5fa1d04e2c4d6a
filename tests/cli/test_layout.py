"""Commands to be copied: what a shell reads is what was meant."""

from __future__ import annotations

import shlex

from sim.cli.layout import command
from sim.cli.output import WIDTH

CALL = (
    "detente fork cairo-2024 --at 145 --answer reject --seed 7 --set 'title=One two  three four' "
    "--set israel.corridor.salience=high --set hamas.corridor.salience=high"
)


def test_a_long_command_reads_the_same_over_several_lines() -> None:
    lines = command("Again:", CALL, 9)
    assert len(lines) > 1
    assert max(map(len, lines)) <= WIDTH
    assert lines[0].startswith("Again:")
    copied = "\n".join([lines[0].removeprefix("Again:"), *lines[1:]])
    assert shlex.split(copied.replace("\\\n", " ")) == shlex.split(CALL)


def test_an_option_stays_beside_its_value() -> None:
    assert not any(line.endswith("--set \\") for line in command("", CALL, 4))
