"""Whether a part is the table that its manifest and its scenario say: nothing is used before.

A digest tells of damage; who alters a table can compute it anew. So columns, types and what may
stand in them are looked at too.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, get_args

import numpy as np
import polars as pl
import polars.selectors as cs

from sim.ensemble.chunks import Workshop
from sim.ensemble.event_table import EVENTS
from sim.ensemble.frame import OWN, TALLIED, Layout, Schema, cases_of, layout_of, runs_frame
from sim.ensemble.inputs import drawn
from sim.ensemble.manifest import with_events
from sim.errors import LogError
from sim.scenario.distributions import bounds, possible
from sim.talks.events import AnyEvent
from sim.talks.fields import MOST
from sim.talks.luck import Luck
from sim.talks.outcomes import NAMES

if TYPE_CHECKING:
    from sim.ensemble.blocks import Ints
    from sim.ensemble.manifest import Manifest
    from sim.ensemble.parts import Part
    from sim.scenario.case import Case

Range = tuple[float, float]
LEAST = {"inputs_tried": 1, "tried": 0, "events": 1, "weight": 0, "seq": 0, "tick": 0}
_ROUNDING = 1 / 1440  # of the horizon to a minute, in days
_SUMS = 1e-9  # by how much the rounding of a sum may leave its bounds
_TYPES = [kind.__name__ for kind in get_args(AnyEvent)]
_SAYS_NOTHING = ("framework_day",)  # own columns that may be empty
_COUNTED = ("tabled.", "revising.", "missing.")  # families of counts, by actor
_ALWAYS = ("run", "seq", "tick", "type", "schema", "actor", "cause", "fired", "provenance", "rest")


class PartChecks:
    """What the tables of a case's data set hold."""

    def __init__(self, case: Case, manifest: Manifest) -> None:
        self._layout = layout = layout_of(case, manifest.what_if)
        self._case, self._manifest = case, manifest
        self._schemas: dict[str, Schema] = {"runs": layout.schema, "events": EVENTS}
        options = zip(case.names.issues, case.names.options, strict=True)
        self._cases = cases_of(case, manifest.what_if)
        inputs, words = _inputs(self._cases, layout.inputs)
        self._ranges = inputs | _ranges(case, layout, inputs)
        self._words = {f"term.{issue}": list(names) for issue, names in options}
        self._words |= {"outcome": list(NAMES)} | words

    def table(self, part: Part, content: bytes, where: str) -> pl.DataFrame:
        """The table of a part, from its bytes.

        Raises
        ------
        LogError
            Where it is none, or not what it should be; `where` names it.
        """
        try:
            frame = pl.read_parquet(io.BytesIO(content))
        # Polars panics on some damage, which is no Exception of Python's.
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
            told = str(error).partition("\n")[0]
            raise LogError(f"{where}: is no Parquet that can be read ({told})") from error
        wrong = next(self._wrongs(part, frame), "")
        if wrong:
            raise LogError(f"{where}: {wrong}: it was altered, or written by something else")
        return frame

    def _wrongs(self, part: Part, frame: pl.DataFrame) -> Iterator[str]:
        yield from _otherwise(frame.schema, self._schemas[part.kind])
        if frame.height != part.rows:
            yield f"it has {frame.height:,} rows, and its manifest says {part.rows:,}"
        yield from _not_numbers(frame)
        numbers = part.block(self._manifest.draws).numbers()
        if part.kind == "runs":
            yield from self._not_runs(frame, numbers)
        else:
            yield from _empty(frame, _ALWAYS)
            yield from _unknown(frame, "type", _TYPES)
            runs = np.sort(frame["run"].unique().to_numpy())
            if not np.array_equal(runs, with_events(self._manifest, numbers)):
                yield "it does not have the events of the runs that its manifest says"

    def _not_runs(self, frame: pl.DataFrame, numbers: Ints) -> Iterator[str]:
        yield from _empty(frame, [name for name in OWN if name not in _SAYS_NOTHING])
        yield from _empty(frame, [name for name in frame.columns if name.startswith(_COUNTED)])
        if not self._manifest.what_if:  # a change to come may bring inputs, or take them away
            yield from _empty(frame, [name for name in frame.columns if name.startswith("input.")])
        yield from _outside(frame, self._ranges)
        yield from _miscounted(frame)
        for name, words in self._words.items():
            yield from _unknown(frame, name, words)
        if not np.array_equal(np.sort(frame["run"].to_numpy()), numbers):
            yield "its runs are not those that its manifest says"
        run, draws = pl.col("run"), self._manifest.draws
        for name, of in (("draw", run % draws), ("luck", run // draws)):
            if not frame.select((pl.col(name) == of).all()).item():
                yield f"{name} is not that of the run"
        yield from self._not_drawn(frame)

    def _not_drawn(self, frame: pl.DataFrame) -> Iterator[str]:
        """Whether the inputs of its first and last run are those that the seed gives."""
        if not any(one.uncertain for case in self._cases for one in case.inputs):
            yield from self._not_played(frame.row(0, named=True))
        for row in (frame.row(place, named=True) for place in (0, -1)):
            luck = Luck(self._manifest.seed, row["draw"])
            draws = [drawn(one, luck, row["inputs_tried"] - 1) for one in self._cases]
            for name in (name for name in frame.columns if name.startswith("input.")):
                path, kept = name.removeprefix("input."), row[name]
                if not any(_same(kept, values.get(path)) for values in draws):
                    yield f"{name} of run {row['run']} is not what seed {luck.seed} gives"

    def _not_played(self, row: Mapping[str, float | str | None]) -> Iterator[str]:
        """Where no input varies, whether its first run is the one that the seed's luck gives."""
        m = self._manifest
        shop = Workshop(self._case, m.seed, m.what_if, ceiling=m.pilot.ceiling)
        again = shop.run(int(row["run"] or 0), m.draws)[1]
        for name, now in runs_frame([again], self._layout).row(0, named=True).items():
            if not _same(row[name], now):
                yield f"{name} of run {row['run']} is not what seed {m.seed} gives"
                return


def _same(kept: float | str | None, given: float | str | None) -> bool:
    """Another processor may give another last bit."""
    if isinstance(kept, float) and isinstance(given, float):
        return math.isclose(kept, given, rel_tol=1e-9)
    return kept == given


def _inputs(
    cases: Sequence[Case], in_words: Mapping[str, bool]
) -> tuple[dict[str, Range], dict[str, list[str]]]:
    """By column, what the inputs of these cases can be: numbers, and words."""
    ranges: dict[str, Range] = {}
    words: dict[str, list[str]] = {}
    for one in (one for case in cases for one in case.inputs):
        name, ends = f"input.{one.path}", bounds(one.dist)
        if in_words[one.path]:
            words.setdefault(name, []).extend(map(str, possible(one.dist)))
        elif ends is not None:
            least, most = ranges.get(name, ends)
            ranges[name] = min(least, ends[0]), max(most, ends[1])
    return ranges, words


def _ranges(case: Case, layout: Layout, inputs: Mapping[str, Range]) -> dict[str, Range]:
    """What the days, counts and worths of a run can be.

    A soft red line can leave below nothing, and options that are worth more together above all.
    """
    before, end = (case.now - case.start).days + 1, case.horizon_days + _ROUNDING
    spans: dict[str, Range] = {"framework_day": (-before, end), "end_day": (0.0, end)}
    for actor in layout.actors:
        together = f"input.{actor}.interactions."
        adds = [ends for name, ends in inputs.items() if name.startswith(together)]
        most = 1.0 + math.fsum(max(0.0, high) for _, high in adds) / 100 + _SUMS
        lost = inputs[f"input.{actor}.soft_red_line"][1] / 100
        least = math.fsum(min(0.0, low) for low, _ in adds) / 100 - lost - _SUMS
        spans[f"no_deal.{actor}"] = -_SUMS, most
        spans[f"worth.{actor}"] = least, most
        spans[f"surplus.{actor}"] = least - most, most
    spans |= dict.fromkeys(("texts", *TALLIED), (0, MOST))
    spans |= {name: (0, MOST) for name in layout.schema if name.startswith(_COUNTED)}
    spans["open_packages"] = 0, len(case.names.package_keys)
    return spans


def _miscounted(frame: pl.DataFrame) -> Iterator[str]:
    """What is counted among something, and is more than that."""
    among = [("unanswered", "lapsed"), ("lapsed", "texts"), ("replaced", "texts")]
    for name in frame.columns:
        of, _, actor = name.partition(".")
        if of in ("tabled", "missing"):
            among.append((name, "texts" if of == "tabled" else "unanswered"))
        elif of == "revising":
            among.append((name, f"tabled.{actor}"))
    few = frame.select((pl.col(part) <= pl.col(whole)).all() for part, whole in among)
    for (part, whole), fits in zip(among, few.row(0), strict=True):
        if not fits:
            yield f"{part} is more than {whole} in some rows"


def _outside(frame: pl.DataFrame, ranges: Mapping[str, Range]) -> Iterator[str]:
    numbers = frame.select(list(ranges))
    ends = zip(numbers.min().row(0), numbers.max().row(0), strict=True)
    for (name, (least, most)), (low, high) in zip(ranges.items(), ends, strict=True):
        if low is not None and not least <= low <= high <= most:
            yield f"{name} is outside {least:.6g} to {most:.6g} in some rows"


def _otherwise(found: pl.Schema, declared: Schema) -> Iterator[str]:
    missing = [name for name in declared if name not in found]
    more = [name for name in found if name not in declared]
    if missing:
        yield f"it has no column {missing[0]}"
    if more:
        yield f"it has a column {more[0]} that is not of this scenario"
    for name, kind in declared.items():
        if found[name] != kind:
            yield f"column {name} is of {found[name]}, not of {kind}"
    if list(found) != list(declared):
        yield "its columns are in another order"


def _empty(frame: pl.DataFrame, names: list[str] | tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if frame[name].null_count():
            yield f"{name} is empty in some rows"


def _not_numbers(frame: pl.DataFrame) -> Iterator[str]:
    # one query for all columns: there are hundreds, and a query has its price
    for name, finite in frame.select(cs.float().is_finite().all()).row(0, named=True).items():
        if not finite:
            yield f"{name} is not finite in some rows"
    for name, least in LEAST.items():
        if name in frame.columns and not (frame[name].drop_nulls() >= least).all():
            yield f"{name} is less than {least} in some rows"


def _unknown(frame: pl.DataFrame, name: str, words: list[str]) -> Iterator[str]:
    bad = frame[name].drop_nulls().unique()
    bad = bad.filter(~bad.is_in(words))
    if len(bad):
        yield f"{name} is {bad.sort()[0]!r} in some rows, which is none of {', '.join(words)}"
