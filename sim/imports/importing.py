"""Other tools' files into a scenario: which format they are in, and what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sim.errors import Fault, FileFaults, SettingError
from sim.imports.draft import Draft, see_sizes
from sim.imports.notes import ForeignError, Note, refuse
from sim.imports.sources import Source, opened
from sim.imports.writing import written
from sim.plugins import Registry
from sim.scenario.limits import LIMITS, longest
from sim.scenario.loading import load_text
from sim.text import kept


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What is asked for beside the files.

    `quota` is the percentage of influence that a deal needs; None: everyone must agree, or what
    the format has of its own.
    """

    title: str = ""
    quota: float | None = None

    def __post_init__(self) -> None:
        if self.quota is not None and not LIMITS["quota"].holds(self.quota):
            raise SettingError(
                f"quota {self.quota:g}: {LIMITS['quota'].wrong()}: "
                f"{LIMITS['quota'].cure(self.quota)}"
            )
        if len(self.title) > longest("title") or self.title != " ".join(kept(self.title).split()):
            cure = f"write {longest('title')} characters at most, on one line"
            raise SettingError(f"title {self.title!r:.60}: no title of a scenario: {cure}")


class Format(Protocol):
    """How one tool writes what Detente reads."""

    about: str  # what it is, in a few words
    leads_to: Sequence[str]  # commands that what comes of it is for

    def fits(self, sources: Sequence[Source]) -> bool:
        """Whether these files are in it; looks at no more than it needs, and never raises."""

    def read(self, sources: Sequence[Source], request: ImportRequest) -> Draft:
        """The scenario in them; ForeignError where they hold none."""


TALKS = ("bargain", "ensemble")
"""What talks lead to, whose worths are known."""
FORMATS: Registry[Format] = Registry("format", "sim.imports.formats", ("fits", "read"))


@dataclass(frozen=True, slots=True)
class Imported:
    """A scenario, in which format it came, and what became of what its source says."""

    format: str
    about: str
    leads_to: Sequence[str]
    text: str
    notes: tuple[Note, ...]


def imported(paths: Sequence[str], request: ImportRequest, named: str = "") -> Imported:
    """The scenario in files of another tool.

    Parameters
    ----------
    paths
        Files, or folders of them.
    named
        The name of the format; "": whichever fits.

    Raises
    ------
    PathError
        Where a file cannot be read.
    ForeignError
        Where the files are in no format, or hold no scenario; says the line or the cell.
    SettingError
        Where no format has that name.
    """
    sources = opened(paths)
    name = named or _fitting(sources)
    found = FORMATS.find(name)
    draft = found.read(sources, request)
    see_sizes(draft)
    text = written(draft, found.about)
    try:
        load_text(text, "scenario", seeds={})
    except FileFaults as error:
        fault = error.faults[0]
        wrong = f"what comes of it is no scenario ({fault.path or 'it'}: {fault.wrong})"
        raise ForeignError([Fault(draft.place, "", wrong, fault.cure)]) from error
    return Imported(name, found.about, found.leads_to, text, draft.notes)


def _fitting(sources: Sequence[Source]) -> str:
    names = [name for name in FORMATS.names() if FORMATS.find(name).fits(sources)]
    if not names:
        known = "; ".join(f"{name}: {FORMATS.find(name).about}" for name in FORMATS.names())
        refuse(sources[0].start, "in no format that can be read", f"give files of one of {known}")
    if len(names) > 1:
        many = " and ".join(names)
        refuse(sources[0].start, f"may be in {many}", f"add --format {names[0]}, or another")
    return names[0]
