"""What became of the texts of a run, counted from its log.

Texts of the record are given, so only those tabled after it are counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sim.scenario.tables import Tables
from sim.talks.event import Answer
from sim.talks.events import AnyEvent, RecordClosed, TextLapsed, TextTabled

Counts = Mapping[str, int]  # by actor; who has none may be left out


@dataclass(frozen=True, slots=True)
class Tally:
    """Texts tabled after the record, by who tabled them and how they ended.

    `lapsed`: their time to answer was over; `unanswered`: those of them that somebody whose
    consent they needed had not answered, `missing` by who that was. `replaced`: another text was
    tabled while they lived. `revising`: texts that answer a refusal, by who tabled them.
    """

    tabled: Counts
    revising: Counts
    lapsed: int
    unanswered: int
    replaced: int
    missing: Counts


@dataclass(slots=True)
class _Text:
    """A text as the log tells of it."""

    event: TextTabled
    ended: str = ""  # why it lapsed
    answered: set[str] = field(default_factory=set)


def tally(events: Sequence[AnyEvent], tables: Tables) -> Tally:
    """Count the texts of a run; `tables` are those it was played on."""
    texts = _texts(events)
    lapsed = [text for text in texts if text.ended == "deadline"]
    missing = [names for names in (list(_missing(tables, text)) for text in lapsed) if names]
    return Tally(
        tabled=_counted(text.event.actor for text in texts),
        revising=_counted(text.event.actor for text in texts if text.event.revises >= 0),
        lapsed=len(lapsed),
        unanswered=len(missing),
        replaced=len([text for text in texts if text.ended == "superseded"]),
        missing=_counted(name for names in missing for name in names),
    )


def _texts(events: Sequence[AnyEvent]) -> list[_Text]:
    """The texts tabled after the record."""
    texts: dict[int, _Text] = {}
    closed = False
    for event in events:
        if isinstance(event, TextTabled):
            if closed:
                texts[event.text] = _Text(event)
        elif isinstance(event, TextLapsed):
            if event.text in texts:
                texts[event.text].ended = event.why
        elif isinstance(event, Answer):
            if event.text in texts:
                texts[event.text].answered.add(event.actor)
        elif isinstance(event, RecordClosed):
            closed = True
    return list(texts.values())


def _missing(tables: Tables, text: _Text) -> Iterator[str]:
    """Who had not answered a text that needed their consent: who tables it has."""
    names = tables.names.actors
    for actor in tables.needed(tables.names.package(text.event.terms)):
        if names[actor] not in text.answered and names[actor] != text.event.actor:
            yield names[actor]


def _counted(names: Iterator[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in names:
        found[name] = found.get(name, 0) + 1
    return found
