"""The manifest of a data set: what was played, how to play it again, and which file holds what.

It is rewritten when a study begins, grows, or ends. In between, finished parts are lines of a
journal beside it, so that a part costs one line whatever their number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import msgspec
import numpy as np
from msgspec import Meta

from sim.arithmetic import arithmetic
from sim.decoding import UnreadableError, decoded
from sim.ensemble.arguments import HIGHEST_LIMIT, MOST_RUNS
from sim.ensemble.blocks import Block, Ints, first_runs, order_of
from sim.ensemble.chunks import Settings
from sim.ensemble.fit import Fit
from sim.ensemble.growing import LUCK
from sim.ensemble.parts import Part, Sha256, name_of, sha256
from sim.ensemble.places import MANIFEST, Place
from sim.errors import LogError, PathError
from sim.talks.fields import Seed
from sim.version import VERSION

if TYPE_CHECKING:
    from sim.scenario.case import Case

FORMAT = 2
AS_IT_WAS = "give the folder as `detente ensemble -o` wrote it"
NOTICE = "runs of a model: neither news nor forecast"


Runs = Annotated[int, Meta(ge=1, le=MOST_RUNS)]
Points = Annotated[float, Meta(ge=0.0, le=100.0)]
Digest = Annotated[str, Meta(pattern=r"^(|[0-9a-f]{64})\Z")]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a data set is.

    Run k belongs to input draw k mod `draws`. `events_of`: so many runs have their events kept,
    the first in the order of `blocks.order_of`. `stretches` are the runs asked for, in the
    order they were; `set_aside` those that killed their workers. Digests are of rows in run
    order, "" until `complete`.
    """

    detente: str
    arithmetic: str = ""  # of the machine that plays it (`sim.arithmetic`); "": unknown
    format: int = FORMAT
    notice: str = NOTICE
    name: str  # the scenario, and what was changed in it, as it was asked for
    sets: tuple[str, ...] = ()
    variant: str = ""
    scenario: str  # its whole text, with that in it
    scenario_digest: Sha256
    text_digest: Sha256  # the sha256 of that text: a digest of what it says passes over comments
    seed: Seed
    runs: Runs
    draws: Runs
    what_if: str = ""  # the variant, where it changes only what follows
    within: Points = 0.0  # until shares were known so well; 0: all runs
    events_of: Seed
    chunk: Annotated[int, Meta(ge=1, le=100_000)]  # runs a part, at most
    tries: Annotated[int, Meta(ge=0, le=HIGHEST_LIMIT)] = 0  # a draw, on average; 0: `LIMIT`
    pilot: Fit
    stretches: tuple[Block, ...] = ()
    complete: bool = False
    draws_kept: Seed = 0
    draws_tried: Seed = 0  # until each was kept
    results_digest: Digest = ""
    events_digest: Digest = ""
    set_aside: tuple[Block, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def deep(self) -> int:
        """Runs a draw, where draws are added; else 0."""
        return LUCK if self.within else 0


class _Kind(msgspec.Struct, frozen=True):
    format: int
    notice: str = ""


_kind = msgspec.json.Decoder(_Kind)
_manifest = msgspec.json.Decoder(Manifest)
_parts = msgspec.json.Decoder(list[Part])


def manifest_of(
    name: str, case: Case, settings: Settings, fit: Fit, events_of: int, chunk: int
) -> Manifest:
    """The manifest that a data set begins with."""
    return Manifest(
        detente=VERSION,
        arithmetic=arithmetic(),
        name=name,
        scenario=case.text,
        scenario_digest=case.digest,
        text_digest=sha256(case.text.encode()),
        seed=settings.seed,
        runs=settings.runs,
        draws=settings.draws,
        what_if=settings.what_if,
        within=settings.within,
        events_of=events_of,
        chunk=chunk,
        tries=settings.tries,
        pilot=fit,
    )


def with_events(m: Manifest, numbers: Ints) -> Ints:
    """Those of these runs whose events are kept."""
    return numbers[order_of(numbers, m.draws, m.deep) < m.events_of]


def write(place: Place, manifest: Manifest) -> None:
    """Write a manifest, whole or not at all."""
    text = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    place.write(MANIFEST, text + b"\n")


def note(place: Place, parts: tuple[Part, ...]) -> None:
    """Note the finished parts of a block."""
    key = parts[0].file.rpartition("/")[2].replace(".parquet", ".json")
    place.note(key, msgspec.json.encode(parts))


def is_one(place: Place) -> bool:
    """Whether the manifest of a folder is that of a data set, of whatever version."""
    try:
        return decoded(place.read(MANIFEST), _kind).notice == NOTICE
    except UnreadableError:
        return False


def read(place: Place) -> Manifest:
    """The manifest of a data set, with the parts of its journal.

    Raises
    ------
    LogError
        Where there is none, or none that this version reads.
    """
    try:
        content = place.read(MANIFEST)
        version = decoded(content, _kind).format
        if version != FORMAT:
            raise LogError(
                f"{place.url}: is a data set of format {version}: this version reads {FORMAT}; "
                "play it again, or use the version that wrote it"
            )
        found = decoded(content, _manifest)
    except PathError as error:
        if not error.missing:
            raise
        raise LogError(
            f"{place.url}: no data set there: give a folder that `detente ensemble -o` wrote"
        ) from error
    except UnreadableError as error:
        raise LogError(
            f"{place.path(MANIFEST)}: is not the manifest of a data set ({error}): {AS_IT_WAS}"
        ) from error
    parts = {part.file: part for part in (*found.parts, *_noted(place))}
    whole = msgspec.structs.replace(found, parts=tuple(parts[file] for file in sorted(parts)))
    twice = len(found.parts) - len({part.file for part in found.parts})
    wrong = "a part is listed twice" if twice else next(_wrongs(whole), "")
    if wrong:
        raise LogError(f"{place.path(MANIFEST)}: {wrong}: {AS_IT_WAS}")
    return whole


def _wrongs(m: Manifest) -> Iterator[str]:
    """What in a manifest does not go together."""
    for block in (*m.stretches, *m.set_aside):
        if block.of != m.draws or not _some(block):
            yield f"the runs of {block.window[0]} to {block.window[1]} are not of {m.draws} draws"
    if m.parts and m.pilot.weighted and not m.pilot.searched:
        yield "it lists runs, and its draws were still looked for"
    for part in m.parts:
        yield from _wrong_part(m, part)
    runs, events = (
        dict.fromkeys(part.block(m.draws) for part in m.parts if part.kind == kind)
        for kind in ("runs", "events")
    )
    if any(block not in runs for block in events):
        yield "it lists events of runs that it does not list"
    if any(bool(with_events(m, block.numbers()).size) != (block in events) for block in runs):
        yield f"its parts do not have the events of its first {m.events_of:,} runs"
    if _overlap(list(runs)):
        yield "two parts hold the same run"
    elif _overlap([*runs, *m.set_aside]):
        yield "runs that it says were set aside are in its parts"
    yield from _wrong_counts(m)


def _wrong_counts(m: Manifest) -> Iterator[str]:
    """Where the runs asked for are not those that are listed."""
    stretches, asked = _asked(m)
    if m.stretches != stretches:
        yield f"its stretches are not those of a study of {m.draws:,} draws"
    if m.stretches and asked != m.runs and (m.complete or not m.within):
        yield f"its stretches have {asked:,} runs, and its runs are {m.runs:,}"
    named = {part.file: part.block(m.draws) for part in m.parts}
    named |= {f"set_aside[{place}]": block for place, block in enumerate(m.set_aside)}
    for name, block in named.items():
        if not any(stretch.cuts_out(block, m.chunk) for stretch in m.stretches):
            yield f"{name} is none of the parts of {m.chunk:,} runs that were asked for"
    kept = sum(part.rows for part in m.parts if part.kind == "runs")
    if m.complete and kept != asked:
        yield f"it is complete with {asked:,} runs, and its parts hold {kept:,}"


def _asked(m: Manifest) -> tuple[tuple[Block, ...], int]:
    """Its stretches, each from where the one before ends, and how many runs that makes."""
    found, begin = [], 0
    for stretch in m.stretches:
        if m.within:
            end = stretch.draws[1]
            found.append(Block((begin, end), (0, LUCK), (0, LUCK * m.draws), m.draws))
        else:
            end = stretch.window[1]
            found.append(first_runs(end, m.draws, after=begin))
        begin = end
    return tuple(found), begin * (LUCK if m.within else 1)


def _wrong_part(m: Manifest, part: Part) -> Iterator[str]:
    block = part.block(m.draws)
    (first, last), (low, high) = block.draws, block.luck
    if not _some(block) or last > m.draws or (last - first) * (high - low) > m.chunk:
        yield f"{part.file} holds no runs, or more than {m.chunk:,}"
    elif not block.runs or part.file != name_of(part.kind, block):
        yield f"{part.file} is not what the file of its runs is called"
    elif part.kind == "runs" and part.rows != block.runs:
        yield f"{part.file} has {part.rows:,} rows for {block.runs:,} runs"


def _some(block: Block) -> bool:
    return all(first < last for first, last in (block.draws, block.luck, block.window))


def _overlap(blocks: Sequence[Block]) -> bool:
    """Whether two blocks share a draw, a luck and a window."""
    if not blocks:
        return False
    ends = np.array([(b.draws, b.luck, b.window) for b in blocks], dtype=np.int64)
    starts, stops = ends[:, :, 0], ends[:, :, 1]
    return any(
        int(((starts < stop) & (stops > start)).all(axis=1).sum()) > 1
        for start, stop in zip(starts, stops, strict=True)
    )


def _noted(place: Place) -> list[Part]:
    found: list[Part] = []
    for line in place.notes():
        try:
            noted = decoded(line, _parts)
        except UnreadableError:
            continue  # torn by a crash: what it told is played again
        found += noted
    return found
