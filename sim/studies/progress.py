"""How far a study has come, and whether it is to go on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sim.ensemble.driving import Progress as Told
from sim.ensemble.driving import Search


def _nothing(_: int, __: int, ___: Mapping[str, float] | Search | None) -> None:
    """Nobody wants to know."""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Progress:
    """Whom to tell, and what says whether to stop: what is under way is then finished."""

    told: Told = _nothing
    cancelled: Callable[[], bool] = _never

    def heard(
        self, done: int, asked: int, so_far: Mapping[str, float] | Search | None = None
    ) -> None:
        """Tell it.

        Raises
        ------
        KeyboardInterrupt
            Where it was cancelled: what is under way then ends as where it is interrupted.
        """
        self.told(done, asked, so_far)
        if self.cancelled():
            raise KeyboardInterrupt

    def after(self, before: int) -> Progress:
        """The same for what is played after so many runs."""

        def told(done: int, asked: int, so_far: Mapping[str, float] | Search | None) -> None:
            self.told(before + done, before + asked, so_far)

        return Progress(told, self.cancelled)


QUIET = Progress()
