"""Commands to be copied, in lines that a shell reads as one."""

from __future__ import annotations

import re

_ON = " \\"  # at the end of a line, to a shell: the command goes on
_WORD = r"(?:'[^']*'|\"[^\"]*\"|[^\s'\"])+"  # a quoted part stays whole
_PARTS = re.compile(rf"--?\w[\w-]* (?!-){_WORD}|{_WORD}")  # an option, with its value


def command_lines(head: str, call: str, indent: int, width: int) -> list[str]:
    """A command beside its head; a line that goes on below ends with a backslash."""
    from rich.cells import cell_len  # noqa: PLC0415  (slow, and no help text needs it)

    lines = [""]
    for part in _PARTS.findall(call):
        longer = f"{lines[-1]} {part}" if lines[-1] else part
        if lines[-1] and cell_len(longer) + len(_ON) > width - indent:
            lines[-1] += _ON
            lines.append(longer := f"  {part}")
        lines[-1] = longer
    return [f"{head:<{indent}}{lines[0]}", *(" " * indent + one for one in lines[1:])]
