"""Moves that are forced: what the record, a what-if or a person has somebody do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Move:
    """A move forced at a time: the record, a what-if, a human seat.

    `verb` is one of raise, withdraw, table, accept, criticise, reject, doubt, progress, pessimism,
    silence, collapse, statement (a public red-line statement), set. `what` is an issue index for
    raise, withdraw and statement (-1: none), else unused; `text` names a text;
    `sets` are the scenario fields that a `set` changes. `when` is how the source dates it,
    as written.
    """

    id: str
    tick: int
    actor: int  # -1: the press
    verb: str
    what: int = -1
    text: str = ""
    when: str = ""
    provenance: str = "assumed"  # an Attribution, or chosen
    evidence: tuple[str, ...] = ()
    sets: tuple[tuple[str, str], ...] = ()
    who: str = ""  # the actor as the source gives it, where vague ("egypt or qatar")
