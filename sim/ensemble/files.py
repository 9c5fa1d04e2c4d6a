"""An ensemble as a folder that explains itself: a manifest, and the table of runs.

The manifest is written last, so that a folder with a manifest is complete.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
import polars as pl

from sim.ensemble.chunks import Settings
from sim.ensemble.driver import Ensemble
from sim.ensemble.inputs import Fit
from sim.errors import LogError
from sim.files import replacing, write_bytes
from sim.scenario.loading import load_text
from sim.version import VERSION

FORMAT = 1
MANIFEST = "manifest.json"
RUNS = "runs.parquet"
NOTICE = "runs of a model: neither news nor forecast"


class Manifest(msgspec.Struct, frozen=True):
    """What was played, and how to play it again."""

    detente: str
    format: int
    notice: str
    name: str
    scenario: str  # its whole text
    scenario_digest: str
    results_digest: str
    runs: int
    draws: int
    seed: int
    tried: int  # draws of inputs tried until each was kept
    complete: bool
    what_if: str
    pilot_tries: int
    pilot_share: float


def results_digest(frame: pl.DataFrame) -> str:
    """The sha256 of the logical rows in run order: the same however they were played."""
    ordered = frame.sort("run")
    content = msgspec.json.encode([ordered.columns, ordered.rows()])
    return hashlib.sha256(content).hexdigest()


def save(found: Ensemble, folder: Path, name: str) -> list[Path]:
    """Write the table of runs and the manifest; the files written.

    Raises
    ------
    OutputError
        Where the folder cannot be written; no file is left in part.
    """
    runs, manifest = folder / RUNS, folder / MANIFEST
    with replacing(runs) as temporary:
        found.frame.write_parquet(temporary, compression="zstd")
    content = Manifest(
        detente=VERSION,
        format=FORMAT,
        notice=NOTICE,
        name=name,
        scenario=found.case.text,
        scenario_digest=found.case.digest,
        results_digest=results_digest(found.frame),
        runs=found.settings.runs,
        draws=found.settings.draws,
        seed=found.settings.seed,
        tried=found.tried,
        complete=found.complete,
        what_if=found.settings.what_if,
        pilot_tries=found.fit.tries,
        pilot_share=found.fit.share,
    )
    write_bytes(manifest, msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n")
    return [runs, manifest]


def read(folder: Path) -> tuple[Ensemble, str]:
    """The ensemble of a folder, and the name of its scenario.

    Raises
    ------
    LogError
        Where the folder holds no ensemble, or a damaged one.
    """
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
        frame = pl.read_parquet(folder / RUNS)
    except (OSError, msgspec.MsgspecError, pl.exceptions.PolarsError) as error:
        raise LogError(
            f"{folder}: holds no ensemble that can be read ({error}): "
            "give a folder that `detente ensemble -o` wrote"
        ) from error
    if results_digest(frame) != manifest.results_digest:
        raise LogError(
            f"{folder / RUNS}: is not what its manifest says "
            f"(digest {results_digest(frame)[:8]}, expected {manifest.results_digest[:8]}): "
            "play the ensemble again"
        )
    case = load_text(manifest.scenario, f"{folder / MANIFEST}: scenario")
    settings = Settings(manifest.runs, manifest.draws, manifest.seed, what_if=manifest.what_if)
    fit = Fit(manifest.pilot_tries, manifest.pilot_share)
    return Ensemble(case, settings, frame, fit, manifest.tried, manifest.complete), manifest.name
