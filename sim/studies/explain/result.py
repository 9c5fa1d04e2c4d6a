"""Why an event came about, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.studies.shown import Shown
from sim.telling.reasons import Reasons

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class ExplainResult(Shown):
    """An event as the log has it, its `kind`, and its reasons.

    `name` and `words` are what a command about this run takes; "" where it is not at hand.
    """

    notice: str
    name: str
    words: tuple[str, ...]
    title: str
    digest: str
    log_digest: str
    detente: str
    seed: int
    run: int
    draw: int
    kind: str
    event: Mapping[str, Any]
    reasons: Reasons

    def frame(self, name: str = "") -> pl.DataFrame:
        """What would have made it another answer, one row a way; no rows where nothing would."""
        import polars as pl  # noqa: PLC0415  (one event needs no tables)

        if name:
            self.figure(name)  # there is none
        flips = self.reasons.flips
        found = [
            (one.path, one.was, way.answer, way.value, way.last, way.change)
            for one in (flips.inputs if flips is not None else ())
            for way in one.flips
        ]
        kinds = dict.fromkeys(("was", "value", "last", "change"), pl.Float64)
        names = ("input", "was", "answer", "value", "last", "change")
        schema = {one: kinds.get(one, pl.String) for one in names}
        return pl.DataFrame(found, schema, orient="row")
