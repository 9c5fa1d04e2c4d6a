"""Figures made but not painted: what commands say of them, and their numbers, is looked at.

`tests/plots` and the commands in the README paint them.
"""

from __future__ import annotations

from typing import BinaryIO

import pytest
from matplotlib.figure import Figure

painted = Figure.savefig  # for a test that reads a picture


def unpainted(_: Figure, file: BinaryIO, **how: object) -> None:
    file.write(str(how["format"]).encode())


@pytest.fixture(autouse=True)
def figures_are_not_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Figure, "savefig", unpainted)
