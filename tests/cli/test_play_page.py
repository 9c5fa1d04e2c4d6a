"""The game that docs/play.md shows is the game that is played."""

from __future__ import annotations

import re
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner

from sim.cli.main import main
from sim.telling.orders import WORDS
from tests.cli.asking import misfits

PAGE = (Path(__file__).parents[2] / "docs/play.md").read_text(encoding="utf-8")
GAME = re.compile(r"<!-- game: (.*) -->\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TYPED = re.compile(r"^[a-z]+ \+\d+> (.*)$", re.MULTILINE)


def test_the_game_on_the_page_is_the_one_that_is_played(tmp_path: Path) -> None:
    games = GAME.findall(PAGE)
    assert games
    for args, shown in games:
        typed = TYPED.findall(shown)
        assert typed
        with chdir(tmp_path):
            called = ["play", *args.split()]
            played = CliRunner().invoke(main, called, input="\n".join(typed) + "\n")
        assert played.exit_code == 0
        assert played.stdout == shown
        assert misfits(shown) == []


def test_every_command_of_a_game_is_on_the_page() -> None:
    prose = re.sub(r"^```.*?^```$", "", PAGE, flags=re.MULTILINE | re.DOTALL)
    said = re.findall(r"`\??\s*([a-z]+)[^`\n]*`", prose)
    assert set(WORDS) - {"help"} <= set(said)
    assert "`?` explains" in PAGE
