"""What could be agreed, and what a text would need, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.bargain import Inverse
from sim.analysis.bargaining_space import Space
from sim.analysis.missing_consent import MissingConsent
from sim.analysis.openings import Openings
from sim.studies.bargain.request import BargainRequest
from sim.studies.shown import Shown


@dataclass(frozen=True, slots=True)
class BargainResult(Shown):
    """The bargaining space as the record ends; shares are of 1.

    Attributes
    ----------
    name, sets
        What loads the scenario again; "" where it is not at hand.
    weighted
        Whether draws count for how likely they make the record.
    issues
        Their ids, in the order of a package's terms.
    solutions
        What the solutions of a package are called, in their order.
    quota
        Whether less than everyone's consent is enough.
    day
        Of `now`, in days from the calendar's start: from there dates of inputs are told.
    text
        Which text is put, its terms, and when it is answered.
    needs
        None until that is worked out.
    """

    notice: str
    request: BargainRequest
    name: str
    sets: tuple[str, ...]
    title: str
    digest: str
    detente: str
    weighted: bool
    issues: tuple[str, ...]
    solutions: tuple[str, ...]
    quota: bool
    day: float
    space: Space
    missing: MissingConsent
    openings: Openings
    text: str = ""
    needs: Inverse | None = None
    complete: bool = False
    folder: str | None = None
    files: tuple[str, ...] = ()
