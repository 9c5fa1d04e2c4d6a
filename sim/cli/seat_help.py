"""What `?` says: each kind of decision and each command in plain words."""

from __future__ import annotations

from sim.cli.layout import beside, paragraph
from sim.telling.asking import SHOWN, Question
from sim.telling.labels import spoken
from sim.telling.listening import Listener
from sim.telling.numbers import number
from sim.telling.orders import PASSES, WORDS, example
from sim.telling.sheet import commitment
from sim.text import many

KINDS = {
    "answer": (
        "A text is put to you, and your formal answer is asked. Compare what it is worth to you "
        "with what you have without a deal: below that you are better off without it; above it, "
        "ask what else you could get, and what waiting costs. An answer is to this very text: "
        "when it lapses or is replaced, the answers go with it."
    ),
    "rethink": (
        "Something has happened that may bear on your answer. It stands until you change it, "
        "and you are asked again only on news. keep leaves it as it is, and nobody hears of "
        "that; the same answer once more is a formal act, which the others hear."
    ),
    "table": (
        "You may put a text on the table: an option for every issue, and how many days there "
        "are to answer. Who is in the room hears at once, others when they are told. One text "
        "is on the table at a time. What is refused or lapses has been tried: think of what "
        "each side can do without."
    ),
    "offer": (
        "You may make an offer: an option for every issue. An offer is your own yes to it for "
        "as long as it is on the table, and it ends the one that is there. If you wait, the "
        "other side may be the first."
    ),
    "speak": (
        "You may say in public how likely agreement is. Nobody checks it. Those who trust you "
        "believe it in part; who thinks agreement near finds a formal no more costly."
    ),
    "statement": (
        "You may commit yourself in public on an issue of yours, or let it pass. Backing down "
        "is costlier then: what you have without a deal goes up for a while, and mediators "
        "know it. So you may get more, or nothing."
    ),
}
COMMANDS = {
    "accept": "A yes. Once all whose consent the text needs have said yes, it is agreed, and no "
    "answer can be changed any more.",
    "criticise": "Neither a yes nor a formal no. It can become either later.",
    "reject": "A formal no, heard by all concerned. It may suspend the talks.",
    "wait": "Nothing now. You are asked again after so many days (1 if you name none), unless "
    "the text is gone by then.",
    "keep": "Your answer stays as it is; nobody hears of it.",
    "pass": "Nothing now.",
    "table": "Alone it asks for each issue in turn. In one line: table {example}, label=final, "
    "days=10 (options by name or number, one for each issue). What you leave out is as in "
    "the last text. final presses those who believe you, and your "
    "word is worth less once you table another after it.",
    "say": "A chance in percent, in public: say 70.",
    "commit": "Commit yourself in public on an issue where you have a demand.",
    "withdraw": "Give up a demand for good: the issue counts no longer for you, and your other "
    "issues count for more.",
    "text": "The text on the table, with its worth and the answers that you know of.",
    "worth": "What other terms would be worth: worth {example}. Nobody hears of it.",
    "news": "All that you know so far.",
    "brief": "Your role sheet, with the points of every option as they are now.",
    "help": "? explains this decision, ? COMMAND a command.",
    "undo": "Take back your last decision, with all that came after it.",
    "quit": "Leave. The game is kept, and says how to go on.",
}
assert set(COMMANDS) == set(WORDS)


def explained(seat: Listener, asked: Question) -> list[str]:
    """The decision in plain words, and every command in short."""
    direct = seat.known.state.protocol.direct
    kind = "offer" if asked.kind == "table" and direct else asked.kind
    extras = ("commit", "withdraw") if asked.demands else ()
    always = "text, worth, news, brief, undo, quit"
    found = [*paragraph(KINDS[kind]), ""]
    for word in (*asked.open, *(one for one in extras if one not in asked.open)):
        found += command(seat, asked, word)
    found.append("")
    found += beside("  also", f"{always}: ? COMMAND explains one.", 18)
    return [*found, *beside("", "The beginning of a command is enough.", 18)]


def command(seat: Listener, asked: Question, word: str) -> list[str]:
    """One command in plain words. Those that let a decision pass are one, whatever is asked."""
    usual = asked.open[-1]
    about = COMMANDS[usual if word in PASSES else word].format(example=example(seat))
    if word == usual:
        about += f" {' and '.join(one for one in PASSES if one != word)} do the same here."
    elif word in PASSES:
        about = f"Here the same as {usual}. {about}"
    found = beside(f"  {SHOWN.get(word, word)}", about, 18)
    return [*found, *(_commitment(seat, asked) if word == "commit" else [])]


def _commitment(seat: Listener, asked: Question) -> list[str]:
    """What committing itself costs this seat."""
    if not asked.demands:
        return []
    rise, half = commitment(seat.known.state, seat.known.me)
    issues = ", ".join(map(spoken, asked.demands))
    return beside(
        "",
        f"You have one on {issues}. It lifts what you have without a deal by "
        f"{many(number(rise, 1), 'point')}; half of that is gone after "
        f"{many(number(half), 'day')}.",
        18,
    )
