"""What the studio's pages show, as data: each from a study's result or the telling of a run."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

import msgspec

from sim.analysis.wording import NOTICE
from sim.errors import SettingError
from sim.studies.explore.document import RANGES, asked_about, command, moved_sentence, sentence
from sim.studies.explore.levers import levers_of
from sim.studies.explore.request import ExploreRequest
from sim.studies.explore.study import Explorer
from sim.telling.labels import Labels
from sim.version import VERSION

if TYPE_CHECKING:
    from sim.scenario.case import Case
    from sim.studies.explore.result import ExploreResult

Stop = Callable[[], bool]
MOST_CHANGES = 12  # positions that are set at once


class Desk:
    """One scenario, and what is asked about it."""

    def __init__(self, case: Case, name: str, sets: tuple[str, ...] = (), seed: int = 0) -> None:
        self.case, self.name, self.sets = case, name, sets
        self.request = ExploreRequest(seed=seed)
        self._explorer = Explorer(case, self.request, name, sets)

    def scenario(self) -> dict[str, Any]:
        """What the pages begin with."""
        labels = Labels.of(self.case)
        return {
            "notice": f"{NOTICE[0].upper()}{NOTICE[1:]}. Every number in it is assumed.",
            "title": labels.title,
            "digest": self.case.digest,
            "detente": VERSION,
            "runs": self.request.runs,
            "actors": [{"id": one, "label": labels.actor(one)} for one in labels.actor_ids],
            "ranges": RANGES,
            **data(levers_of(self.case)),
        }

    def explore(self, now: tuple[str, ...]) -> Callable[[Stop], Generator[bytes]]:
        """What plays pictures of moved positions, each as a line of JSON."""

        def play(stop: Stop) -> Generator[bytes]:
            for found in self._explorer.results(now, stop):
                yield msgspec.json.encode(_picture(found)) + b"\n"

        return play


def data(result: object) -> Any:
    """Frozen dataclasses as plain data; endless ends of intervals are null."""
    return msgspec.json.decode(msgspec.json.encode(result))


def _picture(found: ExploreResult) -> dict[str, object]:
    return {
        "result": found,
        "about": asked_about(found).outcome,
        "said": sentence(found),
        "moved_said": moved_sentence(found),
        "command": command(found) if found.name else "",
    }


def changes(asked: object) -> tuple[str, ...]:
    """The fields that a request sets, in an order of their own: the same set is one position.

    Raises
    ------
    SettingError
        Where it is none such.
    """
    now = asked.get("now") if isinstance(asked, dict) else None
    if not isinstance(now, list) or not all(isinstance(one, str) for one in now):
        raise SettingError('write {"now": ["actor.field=value"]}')
    if len(now) > MOST_CHANGES:
        raise SettingError(f"{len(now)} positions at once: write {MOST_CHANGES} or fewer")
    return tuple(sorted(set(now)))
