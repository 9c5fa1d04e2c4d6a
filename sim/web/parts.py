"""The parts of a report, in their order: a new one is a function of a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sim.web.blocks import Block
from sim.web.report import Report
from sim.web.sections import (
    again,
    bargain,
    brief,
    caveats,
    codebook,
    days,
    differences,
    findings,
    lesson,
    outcomes,
    question,
    sensitivity,
    sources,
    terms,
    texts,
    tipping,
    turning,
    what_if,
)

Teller = Callable[[Report], Sequence[Block]]


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its id, its head, and what it says.

    `plays`: it plays runs of its own, of the scenario as it is. `slow`: `--quick` leaves
    it out. `last`: it is told after the others, of what they have played.
    """

    name: str
    title: str
    tell: Teller
    plays: bool = False
    slow: bool = False
    last: bool = False


PARTS: tuple[Part, ...] = (
    Part("brief", "In brief", brief.tell),
    Part("findings", "What was found", findings.tell, plays=True, last=True),
    Part("question", "The question, and its limits", question.tell),
    Part("sources", "What it rests on", sources.tell),
    Part("differences", "Where the parties differ", differences.tell),
    Part("codebook", "The codebook", codebook.tell),
    Part("outcomes", "How the runs ended", outcomes.tell),
    Part("days", "When", days.tell),
    Part("texts", "Texts on the table", texts.tell),
    Part("terms", "On what terms", terms.tell),
    Part("sensitivity", "What the outcome hangs on", sensitivity.tell, plays=True, slow=True),
    Part("tipping-points", "Tipping points", tipping.tell, plays=True, slow=True),
    Part("turning-points", "Turning points of one run", turning.tell, plays=True),
    Part("what-if", "What if", what_if.tell, plays=True),
    Part("lesson", "What the record teaches", lesson.tell, plays=True),
    Part("bargain", "What could be agreed", bargain.tell, plays=True),
    Part("caveats", "What this does not say", caveats.tell),
    Part("again", "How to make it again", again.tell),
)
