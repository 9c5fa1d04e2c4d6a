"""The manifest of a data set: what was played, how to play it again, and which file holds what.

It is rewritten when a study begins, grows, or ends. In between, finished parts are lines of a
journal beside it, so that a part costs one line whatever their number.
"""

from __future__ import annotations

import msgspec

from sim.ensemble.blocks import Block
from sim.ensemble.growing import LUCK
from sim.ensemble.parts import Part
from sim.ensemble.places import Place
from sim.errors import LogError

FORMAT = 2
MANIFEST = "manifest.json"
NOTICE = "runs of a model: neither news nor forecast"


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a data set is.

    Run k belongs to input draw k mod `draws`. `events_of`: so many runs have their events kept,
    the first in the order of `blocks.order_of`. `stretches` are the runs asked for, in the
    order they were; `set_aside` those that killed their workers. Digests are of rows in run
    order, "" until `complete`.
    """

    detente: str
    format: int = FORMAT
    notice: str = NOTICE
    name: str  # the scenario, and what was changed in it, as it was asked for
    sets: tuple[str, ...] = ()
    variant: str = ""
    scenario: str  # its whole text, with that in it
    scenario_digest: str
    seed: int
    runs: int
    draws: int
    what_if: str = ""  # the variant, where it changes only what follows
    within: float = 0.0  # points: until shares were known so well; 0: all runs
    events_of: int
    chunk: int  # runs a part, at most
    pilot_tries: int
    pilot_share: float
    stretches: tuple[Block, ...] = ()
    complete: bool = False
    draws_kept: int = 0
    draws_tried: int = 0  # until each was kept
    results_digest: str = ""
    events_digest: str = ""
    set_aside: tuple[Block, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def deep(self) -> int:
        """Runs a draw, where draws are added; else 0."""
        return LUCK if self.within else 0


class _Kind(msgspec.Struct, frozen=True):
    format: int


def write(place: Place, manifest: Manifest) -> None:
    """Write a manifest, whole or not at all."""
    text = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    place.write(MANIFEST, text + b"\n")


def note(place: Place, parts: tuple[Part, ...]) -> None:
    """Note the finished parts of a block."""
    key = parts[0].file.rpartition("/")[2].replace(".parquet", ".json")
    place.note(key, msgspec.json.encode(parts))


def read(place: Place) -> Manifest:
    """The manifest of a data set, with the parts of its journal.

    Raises
    ------
    LogError
        Where there is none, or none that this version reads.
    """
    try:
        content = place.read(MANIFEST)
        version = msgspec.json.decode(content, type=_Kind).format
        if version != FORMAT:
            raise LogError(
                f"{place.url}: is a data set of format {version}: this version reads {FORMAT}; "
                "play it again, or use the version that wrote it"
            )
        found = msgspec.json.decode(content, type=Manifest)
    except FileNotFoundError as error:
        raise LogError(
            f"{place.url}: no data set there: give a folder that `detente ensemble -o` wrote"
        ) from error
    except (OSError, msgspec.MsgspecError) as error:
        raise LogError(
            f"{place.url}: holds no ensemble that can be read ({error}): "
            "give a folder that `detente ensemble -o` wrote"
        ) from error
    parts = {part.file: part for part in (*found.parts, *_noted(place))}
    return msgspec.structs.replace(found, parts=tuple(parts[file] for file in sorted(parts)))


def _noted(place: Place) -> list[Part]:
    found: list[Part] = []
    for line in place.notes():
        try:
            found += msgspec.json.decode(line, type=list[Part])
        except msgspec.MsgspecError:
            continue  # torn by a crash: what it told is played again
    return found
