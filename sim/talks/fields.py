"""What a field of an event may hold: read once, when a log is, and nowhere else.

Ranges and words are msgspec's to check as a line is decoded. A name is one of its scenario:
`NameOf` tells of what, and `sim.talks.naming` looks it up. Types are those of the plain fields,
so that whoever makes an event writes none of this.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from msgspec import Meta

MOST = 2**31 - 1  # events, texts and timers of a run
LONGEST = 2**53  # minutes that a float tells apart
WIDEST = 1e12  # a number of the model is nowhere near


@dataclass(frozen=True, slots=True)
class NameOf:
    """A field names something of its scenario: an actor, an issue, and so on; "" where `blank`."""

    kind: str
    blank: bool = False


def _named(kind: str, *, blank: bool = False) -> Meta:
    return Meta(extra={"named": NameOf(kind, blank)})


def named(metadata: tuple[Any, ...]) -> NameOf | None:
    """What an annotated type says that it names."""
    extras = (one.extra for one in metadata if isinstance(one, Meta) and one.extra)
    return next((extra["named"] for extra in extras if "named" in extra), None)


# Numbers
Count = Annotated[int, Meta(ge=0, le=MOST)]
Place = Annotated[int, Meta(ge=-1, le=MOST)]  # of an event, a text or a timer; -1: none
Tick = Annotated[int, Meta(ge=0, le=LONGEST)]
Seed = Annotated[int, Meta(ge=0, le=2**63 - 1)]
Number = Annotated[float, Meta(ge=-WIDEST, le=WIDEST)]
Chance = Annotated[float, Meta(ge=0.0, le=1.0)]

# Names of the scenario
Actor = Annotated[str, _named("actor")]
Nobody = Annotated[str, _named("actor", blank=True)]  # an actor, or nobody
Issue = Annotated[str, _named("issue")]
NoIssue = Annotated[str, _named("issue", blank=True)]
OwnText = Annotated[str, _named("text", blank=True)]  # one of the scenario's own
Fact = Annotated[str, _named("fact")]
Variant = Annotated[str, _named("what_if", blank=True)]
Terms = Annotated[dict[str, str], _named("terms")]  # an option of every issue
ByActor = dict[Actor, Number]

# Words
Provenance = Annotated[
    str, Meta(pattern=r"^(reported|claimed|anonymous|assumed|chosen|simulated)\Z")
]
Label = Annotated[str, Meta(pattern=r"^(draft|bridging|final)\Z")]
Given = Annotated[str, Meta(pattern=r"^(accept|criticise|reject)\Z")]
Mood = Annotated[str, Meta(pattern=r"^(accept|criticise|reject|)\Z")]
Message = Annotated[str, Meta(pattern=r"^(text|mood)\Z")]
Report = Annotated[str, Meta(pattern=r"^(progress|collapse|doubt)\Z")]
Statement = Annotated[str, Meta(pattern=r"^(progress|doubt|no sign)\Z")]
Decision = Annotated[str, Meta(pattern=r"^(answer|rethink|table|speak|statement)\Z")]
Lapse = Annotated[str, Meta(pattern=r"^(superseded|deadline)\Z")]
Failure = Annotated[str, Meta(pattern=r"^(breakdown|ratification)\Z")]
REASON = r"^[a-z_]{1,40}\Z"
Reason = Annotated[str, Meta(pattern=REASON)]  # a protocol may have its own
Id = Annotated[str, Meta(pattern=r"^(|[0-9a-f]{12})\Z")]  # of a kept run, or none
