"""The result of an ensemble beside its runs, so that what was worked out is not played again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from sim.errors import SettingError
from sim.studies.ensemble.result import EnsembleResult

if TYPE_CHECKING:
    from sim.ensemble.places import Place
    from sim.studies.ensemble.request import EnsembleRequest
    from sim.studies.ensemble.study import EnsembleStudy

RESULT = "result.json"


def write_result(place: Place, result: EnsembleResult) -> None:
    """Keep a result beside its runs."""
    place.write(RESULT, msgspec.json.format(msgspec.json.encode(result), indent=1))


def read_result(place: Place) -> EnsembleResult | None:
    """The result that is kept beside some runs; None where there is none.

    Raises
    ------
    SettingError
        Where it is not as it was written.
    """
    if RESULT not in place.names():
        return None
    try:
        return msgspec.json.decode(place.read(RESULT), type=EnsembleResult)
    except msgspec.DecodeError as error:
        raise SettingError(
            f"{place.path(RESULT)}: is no result as Detente writes it ({error}): move it away"
        ) from error


def still_answers(
    kept: EnsembleResult | None, study: EnsembleStudy, asked: EnsembleRequest
) -> EnsembleResult | None:
    """A kept result, if it is of these runs and of as many kept runs as are asked for."""
    if kept is None or not kept.complete:
        return None
    played = kept.played
    same = (played.results_digest, played.digest) == (study.digest, study.case.digest)
    wanted = replace(kept.request, kept=asked.kept).used_kept
    if asked.ranges and asked.ranges != kept.request.ranges:
        return None
    if not same or (asked.kept is not None and kept.request.used_kept != wanted):
        return None
    here = replace(played, name=study.name, sets=study.sets, folder=study.folder)
    return replace(kept, request=replace(kept.request, outcome=asked.outcome), played=here)
