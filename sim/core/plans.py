"""Where each number of a draw comes from: fixed by the scenario, or one of its inputs.

A slot says which. Arrays of slots are named as what they fill is (`sim.core.tables`); NONE: there
is no slot, and nothing is said. A pair is an actor and an issue, at actor * issues + issue; options
of all issues stand one after another, an actor's at actor * options.
"""

from __future__ import annotations

from sim.core import codes
from sim.core.primitives import Memory
from sim.core.tables import Names


class Plans:
    """The plans of one case, as far as the record of its talks rests on them."""

    def __init__(
        self,
        names: Names,
        slots: tuple[int, int],  # and words of all of them
        sizes: tuple[int, int, int, int, int],  # options, stands, togethers, sessions, texts
        record: tuple[int, int],  # moves, and how many come after others
        numbers: int,  # of an actor
    ) -> None:
        self.names = names
        self.memory = Memory()
        self.slots, self.words = slots
        self.options, self.stands, self.togethers, self.sessions, self.texts = sizes
        self.moves, self.afters = record
        self.numbers = numbers
        n, issues, packages = self.names.actors, self.names.issues, self.names.packages
        self.actors, self.issues, self.packages = n, issues, packages
        # slots
        self.input = self.memory.longs(self.slots)  # NONE: it is fixed
        self.fixed = self.memory.doubles(self.slots)
        self.zero = self.memory.doubles(self.slots)
        self.per = self.memory.doubles(self.slots)
        self.log = self.memory.longs(self.slots)
        self.word = self.memory.longs(self.slots)  # where the codes of its words begin
        self.code = self.memory.longs(self.words)
        # issues
        self.first_option = self.memory.longs(issues)
        self.width = self.memory.longs(issues)
        self.package_option = self.memory.longs(packages * issues)  # its place in its issue
        self.excluded = self.memory.longs(packages)
        self.status_quo = self.memory.longs(issues)
        # actors
        self.party = self.memory.longs(n)
        self.concerned = self.memory.longs(n)
        self.may_ask = self.memory.longs(n)  # whether its consent can be needed
        self.reaches = self.memory.longs(n * n)
        self.weight = self.memory.doubles(n)
        self.veto = self.memory.longs(n)
        self.needed = self.memory.longs(n)
        self.leans = self.memory.longs(n)
        self.bias = self.memory.longs(n)
        self.number = self.memory.longs(self.numbers * n)  # by row, then actor; NONE: counts later
        self.horizon = self.memory.longs(n)
        self.horizon_dated = self.memory.longs(n)
        self.fallback = self.memory.longs(n * issues)  # NONE: `worth` says it
        # stances
        self.stance = self.memory.longs(n * issues)  # whether there is one
        self.position = self.memory.longs(n * issues)
        self.opposes = self.memory.longs(n * issues)
        self.salience = self.memory.longs(n * issues)
        self.own_firmness = self.memory.longs(n * issues)
        self.line = self.memory.longs(n * issues)
        self.line_start = self.memory.longs(n * issues)
        self.line_of = self.memory.longs(n * issues)  # 0: steps count as they are
        self.line_named = self.memory.longs(n * issues)  # whether options are named
        self.line_on = self.memory.longs(n * self.options)
        self.points = self.memory.longs(n * self.options)
        self.before = self.memory.longs(n * issues)
        self.purpose = self.memory.longs(n * issues)  # its share
        self.lifted_at = self.memory.longs(n * issues)
        self.serves = self.memory.longs(n * self.options)
        self.dated = self.memory.longs(n * issues)  # RAISES, WITHDRAWS: whether it ever does
        self.raised = self.memory.longs(n * issues)
        self.raised_by = self.memory.longs(n * issues)  # a move of the record
        self.withdrawn = self.memory.longs(n * issues)
        self.withdrawn_by = self.memory.longs(n * issues)
        self.stand_first = self.memory.longs(n)
        self.stand_count = self.memory.longs(n)
        self.stand_code = self.memory.longs(self.stands)
        self.together_first = self.memory.longs(n)
        self.together_count = self.memory.longs(n)
        self.together = self.memory.longs(self.togethers)
        self.together_has = self.memory.longs(self.togethers * issues)  # an option; NONE: any
        # the talks
        self.now = 0
        self.horizon_tick = 0
        self.direct = 0
        self.rethink = 0
        self.report_weight = 0
        self.press = 0
        self.standard = 0
        self.expires = 0
        self.answer_days = 0
        self.deadline, self.announced = codes.NONE, codes.NONE
        self.recurs = 0
        self.recurring_attend = self.memory.longs(n)
        self.session_first = self.memory.longs(self.sessions)
        self.session_last = self.memory.longs(self.sessions)
        self.session_level = self.memory.longs(self.sessions)
        self.session_attend = self.memory.longs(self.sessions * n)
        self.text_label = self.memory.longs(self.texts)
        self.text_days = self.memory.longs(self.texts)
        self.text_terms = self.memory.longs(self.texts * issues)
        # the record
        self.move_verb = self.memory.longs(self.moves)
        self.move_what = self.memory.longs(self.moves)
        self.move_text = self.memory.longs(self.moves)
        self.move_who = self.memory.longs(self.moves)
        self.move_when = self.memory.longs(self.moves)
        self.earliest = self.memory.doubles(self.moves)
        self.latest = self.memory.doubles(self.moves)
        self.after_first = self.memory.longs(self.moves)
        self.after_count = self.memory.longs(self.moves)
        self.after = self.memory.longs(self.afters)  # moves that another comes after
