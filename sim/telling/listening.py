"""What a seat calls things: itself, the others, texts under its own numbers, terms."""

from __future__ import annotations

from collections.abc import Mapping

from sim.talks.events import FrameworkAgreed, SessionConvened
from sim.telling.common import Common
from sim.telling.knowledge import Fact, Knowledge, Paper
from sim.telling.labels import spoken
from sim.telling.marks import ASSUMED

YOU = "You"


class Listener:
    """A seat with what it knows: all that is printed for it is made from this alone.

    `common` is what everybody knows, `known` what it does.
    """

    def __init__(self, common: Common, known: Knowledge) -> None:
        self.common, self.known = common, known
        self.tick = known.state.tick
        self.labels = common.labels
        self.tables = known.state.tables

    def actor(self, name: str) -> str:
        """What somebody is called; the seat itself is you."""
        return "you" if name == self.known.seat else self.labels.actor(name)

    def who(self, fact: Fact) -> str:
        """Who did it, as the source names them."""
        if fact.who:
            return self.labels.some(fact.who)
        return YOU if self.mine(fact) else self.labels.actor(fact.actor)

    def mine(self, fact: Fact) -> bool:
        """Whether the seat itself did it."""
        return fact.actor == self.known.seat

    def does(self, fact: Fact, verb: str) -> str:
        """`raise` or `raises`."""
        return verb if self.mine(fact) else f"{verb}s"

    def own(self, fact: Fact) -> str:
        """`your` or `its`."""
        return "your" if self.mine(fact) else "its"

    def text(self, number: int) -> str:
        """A text by the seat's own number, with the title of one of the scenario's own."""
        return self.labels.text(number, self.paper(number).name)

    def paper(self, number: int) -> Paper:
        """A text by the seat's own number."""
        return self.known.papers[number - 1]

    def terms(self, fact: Fact) -> tuple[tuple[str, str], ...]:
        """The terms that it has come to know, in words."""
        if fact.kind is FrameworkAgreed:
            return self.spelt(fact.told["terms"])
        paper = self.paper(fact.told["text"])
        less = {issue: self._less_well(paper, issue) for issue in paper.terms}
        if fact.told.get("read"):
            return tuple(
                (name, f"{option} ({less[issue]})" if less[issue] else option)
                for issue, (name, option) in zip(paper.terms, self.spelt(paper.terms), strict=True)
            )
        sure = {issue: option for issue, option in paper.terms.items() if less[issue] != ASSUMED}
        rest = [issue for issue in self.tables.names.issues if issue not in sure]
        return (*self.spelt(sure), *((spoken(issue), "not reported") for issue in rest))

    def _less_well(self, paper: Paper, issue: str) -> str:
        """How a term is known, where that is less well than that the text was tabled."""
        path = f"texts.{paper.name}.terms.{issue}"
        if path in self.common.drawn:
            return ASSUMED
        known = self.common.marks.get(path, paper.provenance)
        return "" if known in {paper.provenance, "reported"} else known

    def spelt(self, terms: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """(issue, option) in words."""
        return tuple((spoken(i), self.labels.option(i, option)) for i, option in terms.items())

    def planned(self, fact: Fact) -> str:
        """How the source dates a session of the record, "" for what is none."""
        return self.common.dates[fact.told["session"]] if fact.kind is SessionConvened else ""
