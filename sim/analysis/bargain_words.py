"""What a bargaining space comes to, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.analysis.bargaining_space import SOLUTIONS
from sim.analysis.wording import in_100

if TYPE_CHECKING:
    from sim.analysis.bargaining_space import Space


def tie_note(space: Space) -> str:
    """In how many draws several packages tie for a solution; nothing where none do."""
    tied = [(name, share) for name, share in zip(SOLUTIONS, space.tied, strict=True) if share]
    if not tied:
        return ""
    shares = ", ".join(f"{in_100(share)} ({name})" for name, share in tied)
    return f" Of 100 draws packages tie for a solution in {shares}: each of them counts there."
