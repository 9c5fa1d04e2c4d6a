"""What is quoted for a shell comes out of a shell as it was."""

from __future__ import annotations

import shlex
import subprocess

import pytest

from sim.shell import detente, given, operand, shown_in

WORDS = [
    "plain",
    "a b  c",
    'it\'s "so"',
    "$HOME `id` $(id) \\n !! *? ~ # ; & | < >",
    "t\u00e4st \u05e9\u05dc\u05d5\u05dd \U0001f3e0",
    "two\nlines",
    "\u05e9\n\nlines\n\n",
    "\n",
    "a\ttab",
    "\x1b[31mred\x07",
    "\u202eoverride\u202c\u2066",
    "latin\udce4",
    "100%s \\033",
    "-x",
    "--",
    "=",
]


@pytest.mark.parametrize("encodings", [(), ("ascii",), ("utf-8", "cp1252")])
@pytest.mark.parametrize("word", WORDS)
def test_a_shell_gives_every_word_back(word: str, encodings: tuple[str, ...]) -> None:
    with shown_in(*encodings):
        call = detente("run", operand("-f"), word, *given("--set", word, word))
    for encoding in encodings:
        call.encode(encoding)
    script = "detente() { printf '%s\\0' \"$@\"; }\n" + call
    found = subprocess.run(["/bin/sh", "-c", script], capture_output=True, check=True)
    words = found.stdout.decode(errors="surrogateescape").split("\0")
    assert words == ["run", "./-f", word, "--set", word, "--set", word, ""]
    assert "\x1b" not in call
    assert "\u202e" not in call


def test_what_was_left_out_is_left_out() -> None:
    assert given("--set") == given("-o", None) == given("--what-if", "") == []
    assert given("--seed", 0) == ["--seed", "0"]
    assert shlex.split(detente("run", "a b")) == ["detente", "run", "a b"]
