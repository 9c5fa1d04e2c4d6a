"""Letters that the figures' font lacks: named with the font to install, and never lost."""

from __future__ import annotations

import warnings
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest

from sim.cli.output import warnings_told
from sim.errors import DetenteWarning
from sim.files.ledger import Outputs
from sim.plots import fonts
from sim.plots.figure import headed, new_figure, save

HINDI = "\u0916\u0930\u0940\u0926\u0926\u093e\u0930"
CHINESE = "\u516c\u5bd3\u7684\u4e70\u5bb6"
KNOWN = "\u05de\u05d5\u05db\u05e8 \u0391\u03b3 \u0411 \u0645\u0634 e\u0301 a\u200db"


def there(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let these be the fonts of this machine."""
    monkeypatch.setattr(fonts, "fontManager", SimpleNamespace(get_font_names=lambda: names))


@pytest.mark.parametrize(
    ("title", "script", "font"),
    [
        (HINDI, "Devanagari", "Noto Sans Devanagari"),
        (CHINESE, "Chinese, Japanese or Korean", "Noto Sans CJK SC"),
        ("\U0001f3e0", "emoji", "Noto Emoji"),
    ],
)
def test_a_missing_font_is_one_line_and_the_text_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: str, script: str, font: str
) -> None:
    there(monkeypatch, fonts.FONT)
    figure, _ = new_figure(4, 2)
    headed(figure, title)
    with pytest.warns(DetenteWarning) as seen:
        save(figure, Outputs(tmp_path), "x", pl.DataFrame({"title": [title]}), title)
    [said] = seen
    assert f"{script} letters" in str(said.message)
    assert f"install {font} " in str(said.message)
    for end in ("svg", "csv", "txt"):
        assert title in (tmp_path / f"x.{end}").read_text(encoding="utf-8")


def test_a_script_that_the_font_has_is_drawn_without_a_word(tmp_path: Path) -> None:
    figure, _ = new_figure(4, 2)
    headed(figure, KNOWN)
    save(figure, Outputs(tmp_path), "x", pl.DataFrame({"a": [1]}), "alt")
    assert KNOWN in (tmp_path / "x.svg").read_text(encoding="utf-8")


def test_a_font_that_is_there_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    there(monkeypatch, fonts.FONT, "Noto Sans Devanagari")
    figure, _ = new_figure(4, 2)
    headed(figure, HINDI)
    fonts.fitted(figure)
    assert figure.texts[0].get_fontfamily() == [fonts.FONT, "Noto Sans Devanagari"]


def test_the_command_line_says_a_warning_once_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    with warnings_told():
        for _ in range(2):
            warnings.warn("install a font", DetenteWarning, stacklevel=1)
    assert capsys.readouterr().err == "install a font\n"
