"""One event as a line of a story."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sim.talks.event import REPORTED_KINDS, Event
from sim.talks.events import RecordClosed
from sim.telling.labels import Labels

SIMULATED = "~"
_MARKS = {"reported": "r", "claimed": "c", "anonymous": "a", "assumed": "s"}
assert set(_MARKS) == set(REPORTED_KINDS)


@dataclass(frozen=True, slots=True)
class Line:
    """What an event says. `mark` is how it is known, `quiet` whether it may be left out.

    `terms` are (issue, option) pairs; `notes` are further lines.
    """

    seq: int
    mark: str
    when: str
    who: str
    text: str
    terms: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    quiet: bool = False

    def hushed(self) -> Line:
        """The same as one that may be left out."""
        return replace(self, quiet=True)

    def brief(self) -> str:
        """The line in a few words, without notes."""
        return f"{self.who}: {self.text}"


def is_simulated(event: Event) -> bool:
    """Whether the model, or somebody playing on it, made the event up."""
    return event.provenance not in _MARKS


def line(labels: Labels, event: Event, who: str, text: str, *notes: str) -> Line:
    """A line with what all have in common."""
    simulated = is_simulated(event)
    # The record's last moment is told as day +0.
    words = "" if isinstance(event, RecordClosed) else getattr(event, "when", "")
    return Line(
        event.seq,
        SIMULATED if simulated else _MARKS[event.provenance],
        labels.when(event.tick, words, simulated),
        who,
        text,
        notes=tuple(note for note in notes if note),
    )
