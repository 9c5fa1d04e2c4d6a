"""A scenario as files of another tool."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from sim.exports.held import Held, held
from sim.imports.notes import Note, Notes
from sim.plugins import Registry
from sim.scenario.case import Case


class Export(Protocol):
    """How one tool writes a negotiation."""

    about: str  # what it is, in a few words

    def files(self, held: Held, notes: Notes) -> Mapping[str, str]:
        """The texts of its files, by name."""


EXPORTS: Registry[Export] = Registry("export", "sim.exports.formats", ("files",))


@dataclass(frozen=True, slots=True)
class Exported:
    """The files of a scenario, in which format, and what became of what it says."""

    format: str
    about: str
    files: Mapping[str, str]  # texts by name
    notes: tuple[Note, ...]


def exported(case: Case, to: str) -> Exported:
    """A case in the format of that name.

    Raises
    ------
    SettingError
        Where there is none such, or the case has too little that another tool can hold.
    ScenarioError
        Where of some actor no numbers are known.
    """
    found, notes = EXPORTS.find(to), Notes()
    what = held(case)
    files = found.files(what, notes)
    return Exported(to, found.about, files, (*notes.all(), *what.notes))
