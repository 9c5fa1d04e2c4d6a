"""What is asked of a fork."""

from __future__ import annotations

from dataclasses import dataclass

from sim.studies.options import jobs, option


@dataclass(frozen=True, slots=True)
class ForkRequest:
    """What is changed at an event of a run, and how many futures are played of both arms.

    Changes come in this order: what replaces the event itself, then fields, demands, a text and
    answers right after it.

    Parameters
    ----------
    answers
        `accept`, `criticise` or `reject` in place of that of the event, or `actor=accept` right
        after it.
    withdraw
        Demands withdrawn right after it: `actor.issue`, or `issue` where one stands.
    sets
        Fields of the scenario that change right after it, as `path=value`.
    table, by
        A text of the scenario, or `issue=option,...`, in place of that of the event or right after
        it; who tables it: left out, who did last.
    jobs
        Processes; 0 is one a core. The numbers do not depend on it.
    """

    answers: tuple[str, ...] = option(
        (), "--answer", metavar="ANSWER|ACTOR=ANSWER",
        help="Another answer than that of event N, or one of ACTOR right after N: accept, "
        "criticise or reject.",
    )  # fmt: skip
    withdraw: tuple[str, ...] = option(
        (), "--withdraw", metavar="[ACTOR.]ISSUE", help="A demand withdrawn right after N."
    )
    sets: tuple[str, ...] = option(
        (), "--set", metavar="PATH=VALUE",
        help="A field of the scenario that changes right after N.",
    )  # fmt: skip
    table: str = option(
        "", "--table", metavar="TERMS",
        help="Another text than that of event N, or one right after N: a text of the scenario, or "
        "issue=option,...; what is not named stays.",
    )  # fmt: skip
    by: str = option("", "--by", metavar="ACTOR", help="Who tables it; left out: who did last.")
    futures: int = option(1000, "-n", "--futures", most=10**7, help="With and without the change.")
    jobs: int = jobs()
