"""The end of the record: tries are made until one is kept, and its latents are drawn."""

from __future__ import annotations

from dataclasses import replace

from sim.engine.stamps import stamp, terms_of
from sim.errors import RecordError
from sim.model.constants import INFINITE, MOST_TRIES
from sim.talks.conditioning import NEVER, Record, Try, draw_latent, weight_of
from sim.talks.event import Taste
from sim.talks.events import RecordClosed
from sim.talks.state import State
from sim.talks.timers import Timer


def close(state: State, timer: Timer) -> RecordClosed:
    """Draw what the record leaves open, so that it comes out as reported."""
    record = state.record or Record.whole(state)
    chosen = state.ceiling < 1.0
    kept = record.given(state.luck) if chosen else _first_kept(record, state)
    if kept is None:
        raise RecordError(contradiction(state, record))
    names = state.tables.names
    dispositions = {
        name: draw_latent(
            state.luck.u(name, "disposition"), kept.dispositions.get(i, (-INFINITE, INFINITE))
        )
        for i, name in enumerate(names.actors)
    }
    return RecordClosed(
        **stamp(state, timer),  # the first thing that is simulated
        tried=kept.number + 1,
        likelihood=kept.likelihood,
        weight=weight_of(record.chance(), state.ceiling) if chosen else 1.0,
        dispositions=dispositions,
        tastes=_tastes(state, record, kept, dispositions),
    )


def _first_kept(record: Record, state: State) -> Try | None:
    """The first try that is kept; where that takes too long, one as likely as the first kept is.

    Of many draws some are kept by rare luck, and their runs would need more of it each.
    """
    kept = record.first_kept(state.luck, MOST_TRIES)
    if kept is None and record.possible and record.chance() > 0.0:
        return replace(record.given(state.luck), number=MOST_TRIES - 1)
    return kept


def contradiction(state: State, record: Record) -> str:
    """Which recorded answer the model cannot give, or that they are too rare together."""
    names = state.tables.names
    for (actor, package), (lo, hi) in record.cuts.items():
        if lo >= hi:
            terms = ", ".join(f"{k} {v}" for k, v in terms_of(state, package).items())
            if actor not in state.tables.needed(package):
                name = names.actors[actor]
                return (
                    f"no try can give the record: {name} answers the text ({terms}), which does "
                    f"not need its consent; let {name}.needed be always or unknown, or take the "
                    "answer out"
                )
            if (lo, hi) == NEVER and not state.stand[actor].hard[package]:
                return (
                    f"no try can give the record: the text ({terms}) lapses before "
                    f"{names.actors[actor]} answers it, or before the record ends; give it more "
                    "days to answer"
                )
            return (
                "no try can give the record: with these inputs no luck makes "
                f"{names.actors[actor]} answer as recorded to the text ({terms}) "
                "for as long as its answer stood; give its inputs or the text's terms a wider range"
            )
    return (
        f"none of {MOST_TRIES:,} tries gave the record: its answers are too unlikely together; "
        "give the inputs of those who answered a wider range"
    )


def _tastes(state: State, record: Record, kept: Try, dispositions: dict[str, float]) -> list[Taste]:
    names, found = state.tables.names, []
    for (actor, package), shared in kept.shared.items():
        name = names.actors[actor]
        luck = dispositions[name]
        if not shared:
            u = state.luck.u(name, "taste", names.package_keys[package])
            luck = draw_latent(u, record.cuts[actor, package])
        found.append(Taste(name, terms_of(state, package), luck, shared))
    return found
