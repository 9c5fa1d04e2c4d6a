"""Which runs there are: blocks of input draws by runs of luck, cut into chunks.

Run k of an ensemble of D draws belongs to draw k mod D and is run k // D of that draw's luck.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import Meta

from sim.talks.fields import MOST, Seed

LEAST_LUCK = 20  # a draw's inputs are made once a chunk: fewer runs of it would not repay that

Span = tuple[Seed, Seed]  # from the first to before the last
Ints = npt.NDArray[np.int64]
Number = TypeVar("Number", int, Ints)


class Block(msgspec.Struct, frozen=True):
    """The runs of some draws with some luck whose numbers are in a window.

    Each range holds its beginning and not its end. `of` is D, the draws there may be.
    """

    draws: Span
    luck: Span
    window: Span
    of: Annotated[int, Meta(ge=1, le=MOST)]

    def of_draw(self, draw: int) -> range:
        """The numbers of a draw's runs."""
        (first, last), (low, high) = self.luck, self.window
        first = max(first, -((draw - low) // self.of))
        last = min(last, -((draw - high) // self.of))
        return range(first * self.of + draw, max(first, last) * self.of + draw, self.of)

    def numbers(self) -> Ints:
        """The numbers of all its runs, in order."""
        luck = np.arange(*self.luck, dtype=np.int64)[:, None] * self.of
        found = (luck + np.arange(*self.draws, dtype=np.int64)).ravel()
        return found[(found >= self.window[0]) & (found < self.window[1])]

    @property
    def runs(self) -> int:
        """How many runs."""
        return sum(len(self.of_draw(draw)) for draw in range(*self.draws))

    def cut(self, size: int) -> Iterator[Block]:
        """Chunks of at most `size` runs, luck outermost.

        So whatever is finished first is a study of all draws with less luck, or of fewer
        draws, and either is balanced.
        """
        (first, last), (low, high) = self.draws, self.luck
        wide, deep = self._steps(size)
        for luck in range(low, high, deep):
            for draw in range(first, last, wide):
                block = self._chunk(draw, luck, size)
                if block.runs:
                    yield block

    def cuts_out(self, block: Block, size: int) -> bool:
        """Whether a block is one of these chunks."""
        (draw, _), (luck, _) = block.draws, block.luck
        (first, last), (low, high) = self.draws, self.luck
        wide, deep = self._steps(size)
        inside = first <= draw < last and low <= luck < high
        whole = (draw - first) % wide == 0 and (luck - low) % deep == 0
        return inside and whole and block == self._chunk(draw, luck, size)

    def _steps(self, size: int) -> tuple[int, int]:
        """Draws and runs of luck a chunk."""
        low, high = self.luck
        deep = max(1, min(high - low, size, max(LEAST_LUCK, size // 10)))
        return max(1, size // deep), deep

    def _chunk(self, draw: int, luck: int, size: int) -> Block:
        """The chunk that begins there."""
        wide, deep = self._steps(size)
        ends = (draw, min(draw + wide, self.draws[1])), (luck, min(luck + deep, self.luck[1]))
        return Block(*ends, self.window, self.of)


def order_of(number: Number, draws: int, deep: int = 0) -> Number:
    """How many runs of an ensemble of so many draws come before a run, or each of some.

    They come by number; where there are `deep` runs of luck a draw and draws are added, so
    that nobody knows how many there will be, draw by draw.
    """
    return number % draws * deep + number // draws if deep else number


def first_runs(runs: int, draws: int, after: int = 0) -> Block:
    """Runs `after` to `runs` of an ensemble of so many draws."""
    luck = (after // draws, -(-runs // draws))
    return Block((0, min(runs, draws)), luck, (after, runs), draws)
