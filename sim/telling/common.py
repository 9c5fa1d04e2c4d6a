"""What everybody at the talks knows of them beforehand: the scenario without anybody's numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.telling.labels import Labels
from sim.telling.marks import marks

if TYPE_CHECKING:
    from sim.scenario.case import Case


@dataclass(frozen=True, slots=True)
class Common:
    """All that a seat is given of a scenario.

    What is played of it, a what-if or what is set, is in none of its words.
    """

    labels: Labels
    question: str
    recorded: bool  # there is a record
    issues: Mapping[str, str]  # what each is, by id
    status_quo: Mapping[str, str]  # what holds without a deal, by issue, where that is certain
    recurring: tuple[tuple[str, float, float], ...]  # sessions: title, every so many days
    dates: Mapping[str, str]  # of sessions, as the source has them
    marks: Mapping[str, str]  # how parts of reported lines are known, by path
    drawn: frozenset[str]  # paths of the terms of texts that no source gives

    @classmethod
    def of(cls, case: Case) -> Common:
        """Of a scenario."""
        sessions = case.scenario.calendar.sessions
        given = {name: block.status_quo for name, block in case.scenario.issues.items()}
        return cls(
            labels=Labels.of(case),
            question=case.question,
            recorded=bool(case.scenario.record),
            issues=case.labels.issues,
            status_quo={k: quo.sure for k, quo in given.items() if quo is not None and quo.sure},
            recurring=tuple(
                (block.title or "a session", *block.every)
                for block in sessions.values()
                if block.every is not None
            ),
            dates={
                name: "..".join(
                    day.words for day in (block.when, block.from_, block.to) if day is not None
                )
                for name, block in sessions.items()
            },
            marks=marks(case),
            drawn=frozenset(
                one.path for one in case.inputs if one.uncertain and one.path.startswith("texts.")
            ),
        )
