"""What is asked of the bargaining space."""

from __future__ import annotations

from dataclasses import dataclass

from sim.studies.options import jobs, number, option, seed, what_if

_LONGEST = 36_500  # days: a talk's horizon is nearer


@dataclass(frozen=True, slots=True)
class BargainRequest:
    """Which text is to be accepted, how likely and when, and how many draws are looked at.

    Parameters
    ----------
    text
        A text of the scenario, or `issue=option,...`; left out: the one on the table, else the
        package that is the Nash solution most often.
    chance
        How likely all whose consent it needs are to accept it, above 0 and below 1.
    after
        Days after the record on which they answer, nothing else having happened.
    draws
        Of the unknown inputs; the first 200 of them for the text.
    jobs
        Processes; 0 is one a core. The numbers do not depend on it.
    what_if
        A variant of the scenario.
    """

    text: str = option(
        "", "--text", metavar="TEXT|ISSUE=OPTION,...",
        help="The text that is to be accepted.  [default: the one on the table, else the Nash "
        "package]",
    )  # fmt: skip
    chance: float = number(
        0.5, "--chance", metavar="P", high=1.0, within=True,
        help="How likely all whose consent it needs are to accept it.",
    )  # fmt: skip
    after: float = number(
        0.0, "--after", metavar="DAYS", high=_LONGEST,
        help="Days after the record on which they answer, nothing else having happened.",
    )  # fmt: skip
    draws: int = option(
        400, "--draws", most=10**6,
        help="Draws of the unknown inputs; the first 200 of them for the text.",
    )  # fmt: skip
    seed: int = seed()
    jobs: int = jobs()
    what_if: str = what_if()
