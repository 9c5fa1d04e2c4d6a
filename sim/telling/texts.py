"""How a text on the table is told: its label, its terms and why it was tabled."""

from __future__ import annotations

from dataclasses import replace

from sim.talks.events import TextTabled
from sim.telling.answers import SAID
from sim.telling.choosing import BY_A_PERSON, by_a_person
from sim.telling.labels import listed, spoken
from sim.telling.line import Line, is_simulated, line
from sim.telling.marks import marked
from sim.telling.tale import Tale

CALLED = {"final": "called final", "bridging": "a bridging text", "draft": "a draft"}
WHY = {
    "nash": "most even gain it believes each would take",
    "fairest": "the best chance of a yes, it believes, from whoever is hardest to win",
    "likeliest": "the best chance of consent, it believes",
    "proportional": "drawn among those it believes each would gain by, the more the likelier",
    "offer": "of all it would take itself, the best for the others",
    "own": "nothing is left that it would take; its own best of all",
    "counter": "it refused the text before; this is worth most to it by the chance it gives it",
    "chosen": "whoever plays on decided so",
}


def text_tabled(tale: Tale, event: TextTabled) -> Line:
    """A text with its terms, shortened where it came to nothing."""
    labels = tale.labels
    called = _marked(tale, event, CALLED[event.label], "label")
    text = f"tables {labels.text(event.text, event.name)}, {called}{answering(tale, event)}"
    who = labels.some(event.who) if event.who else labels.actor(event.actor)
    if event.text in tale.passing:
        short = f"tables text {event.text}, {_against(tale, event)}{answering(tale, event)}"
        return line(labels, event, who, short, _came_to(tale, event), _worn(tale, event))
    why = f"why: {WHY[event.why]}" if event.why in WHY else ""
    if by_a_person(tale, event):
        why = BY_A_PERSON
    told = line(labels, event, who, text, why, _worn(tale, event))
    return replace(told, terms=terms_of(tale, event))


def terms_of(tale: Tale, event: TextTabled) -> tuple[tuple[str, str], ...]:
    """(issue, option) in words; a recorded text's terms say how well each is known."""
    return tuple(
        (
            spoken(issue),
            _marked(tale, event, tale.labels.option(issue, option), f"terms.{issue}"),
        )
        for issue, option in event.terms.items()
    )


def answering(tale: Tale, event: TextTabled) -> str:
    """Which text it answers, and who refused that one."""
    old = event.revises
    if old < 0:
        return ""
    held = tale.standing(old, event.seq)
    refusals = []
    for answer in ("reject", "criticise"):
        who = [name for name in tale.labels.actor_ids if held.get(name) == answer]
        named = [tale.labels.actor(name) for name in who if name != event.actor]
        if event.actor in who:
            named.insert(0, "it")
        if named:
            refusals.append(f"{listed(named)} {SAID[answer]}")
    if not refusals:
        return f"; it replaces text {old}"
    verb = "counters" if event.actor in tale.parties else "revises"
    return f"; it {verb} text {old}, which {' and '.join(refusals)}"


def _marked(tale: Tale, event: TextTabled, words: str, part: str) -> str:
    """A part of a recorded text, with how it is known where no report gives it."""
    if is_simulated(event):
        return words
    return marked(words, tale.marks[f"texts.{event.name}.{part}"], event.provenance)


def in_short(tale: Tale, event: TextTabled) -> str:
    """The terms on one line; of one issue the option alone."""
    pairs = terms_of(tale, event)
    if len(pairs) == 1:
        return pairs[0][1]
    return "; ".join(f"{issue}: {option}" for issue, option in pairs)


def _against(tale: Tale, event: TextTabled) -> str:
    """The terms by what is otherwise than in the text before."""
    before = tale.tabled.get(event.text - 1)
    if before is None or len(event.terms) == 1:
        return in_short(tale, event)
    changed = [issue for issue, option in event.terms.items() if before.terms[issue] != option]
    if not changed:
        return f"the same as text {before.text}"
    if len(changed) == len(event.terms):
        return in_short(tale, event)
    told = "; ".join(
        f"{spoken(issue)}: {tale.labels.option(issue, event.terms[issue])}" for issue in changed
    )
    return f"as text {before.text} but for {told}"


def _came_to(tale: Tale, event: TextTabled) -> str:
    """Everyone's last answer to a text that came to nothing."""
    lapse = tale.lapses[event.text]
    held = tale.standing(event.text, lapse.seq)
    tables, names = tale.tables, tale.tables.names.actors
    needed = {names[i] for i in tables.needed(tale.end.tables.names.package(event.terms))}
    needed -= {event.actor}  # tabling is accepting
    told = []
    for answer, verb in (*SAID.items(), ("", "had not answered")):
        who = [name for name in needed if held.get(name, "") == answer]
        if who:
            told.append(f"{tale.labels.everyone(who)} {verb}")
    gone = "lapsed" if lapse.why == "deadline" else "replaced"
    return f"{'; '.join(told)}; {gone} {tale.labels.day(lapse.tick)}"


def _worn(tale: Tale, event: TextTabled) -> str:
    mine = [e for e in tale.tabled.values() if e.seq < event.seq and e.actor == event.actor]
    if mine and mine[-1].label == "final" and not any(e.label == "final" for e in mine[:-1]):
        return 'after one it called final: from now on its word "final" weighs less'
    return ""
