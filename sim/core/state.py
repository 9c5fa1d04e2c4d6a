"""Where the talks stand, as arrays; timers, in the order in which they were set.

What `sim.talks.state.State` shows of a run, and what tries at the record are played on. Lists by
actor have an actor's number as their index. The text on the table has no list of its own: there is
one at most.
"""

from __future__ import annotations

from sim.core import codes
from sim.core.primitives import Key, Memory, Plugs
from sim.core.scripts import Script
from sim.core.tables import Tables
from sim.model import constants


class State:
    """Everything that matters at one moment, and scratch space to work in."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.memory = Memory()  # what a copy takes over whole
        self.pools = Memory()  # what grows
        self.scratch = Memory()  # what follows from the rest
        self.plugs = Plugs()
        n, packages, issues = self.tables.actors, self.tables.packages, self.tables.issues
        self.script = Script(0, 0)
        self.run: Key = 0  # the key of its luck
        self.seq, self.tick, self.order = 0, 0, 0
        self.outcome = codes.GOING_ON
        self.closed = 1  # the record
        self.moved = 0  # forced moves done
        self.suspended = 0
        self.suspensions = 0
        # actors
        self.stand = self.memory.longs(n)
        self.phase = self.memory.longs(n * issues)
        self.seat = self.memory.longs(n)  # whether a person decides for it
        self.disposition = self.memory.doubles(n)
        self.error = self.memory.doubles(n * n)  # holder, about
        self.lock_level = self.memory.doubles(n)
        self.lock_since = self.memory.longs(n)
        self.shift = self.memory.doubles(n)
        self.set_worth = self.memory.doubles(n)  # no-deal worth as it was last set
        self.left_share = self.memory.doubles(n)
        self.left_since = self.memory.longs(n)
        self.conceded_share = self.memory.doubles(n)
        self.conceded_since = self.memory.longs(n)
        self.near = self.memory.doubles(n)
        self.phi = self.memory.doubles(n)
        self.said_final = self.memory.longs(n)
        self.said = self.memory.longs(n)
        self.late = self.memory.longs(n * issues)
        self.suspending = self.memory.doubles(n)  # the draw for its last formal no
        self.unsaid = self.memory.longs(n)  # its own demand since a recorded answer; NONE: none
        self.suspending_text = self.memory.longs(n)  # and the text that was about; 0: none
        # what recorded answers leave of luck while the record is open, and when each is next asked
        self.cut_at = self.memory.longs(n)  # NONE: it is not
        self.recut = 0  # whether something more was cut off
        self.least_luck, self.most_luck = 0.0, 0.0  # scratch: what gives an answer
        self.cuts, self.cut_room = 0, 16
        self.cut_actor = self.pools.longs(16)
        self.cut_package = self.pools.longs(16)
        self.cut_seq = self.pools.longs(16)  # the event that gave the answer
        self.cut_low = self.pools.doubles(16)
        self.cut_high = self.pools.doubles(16)
        # luck that the record, or a forced answer, has bound
        self.tastes, self.taste_room = 0, 16
        self.taste_actor = self.pools.longs(16)
        self.taste_package = self.pools.longs(16)
        self.taste_luck = self.pools.doubles(16)
        self.taste_shared = self.pools.longs(16)
        # the table
        self.room = self.memory.longs(n)
        self.session = codes.NONE
        self.level = 0.0
        self.later_sessions = 0
        self.texts = 0
        self.tabler = codes.NONE
        self.live = 0
        self.number, self.text_seq, self.package, self.by = 0, 0, 0, 0
        self.label, self.tabled = 0, 0
        self.to_answer, self.end = codes.NONE, codes.NONE
        self.needed = self.memory.longs(n)
        self.known = self.memory.longs(n)  # who has heard it
        self.answer = self.memory.longs(n)
        self.answered_tick = self.memory.longs(n)
        self.answered_seq = self.memory.longs(n)
        self.via = self.memory.longs(n)
        self.carry = self.memory.longs(n)
        self.bound = self.memory.longs(n)  # whether the next two are known
        self.bound_early = self.memory.doubles(n)
        self.bound_late = self.memory.doubles(n)
        self.mood = self.memory.longs(n * n)  # as a mediator was told, of whom
        self.stocked = 0  # the last text that mediators took stock of
        self.barred = self.memory.longs(packages)
        self.begun_revise = self.memory.longs(n)
        self.begun_counter = self.memory.longs(n)
        self.countered = self.memory.longs(n)
        self.exhausted = self.memory.longs(n)
        self.assessed = self.memory.doubles(n)
        # a framework
        self.framework = 0
        self.framework_package = 0
        self.framework_least = 0.0
        self.item_left = self.memory.longs(self.tables.items)
        self.vote_left = self.memory.longs(self.tables.votes)
        # hazards that have not struck
        self.hazards, self.hazard_room = 0, 16
        self.hazard_kind = self.pools.longs(16)
        self.hazard_who = self.pools.longs(16)
        self.hazard_unit = self.pools.doubles(16)
        self.hazard_rate = self.pools.doubles(16)
        self.hazard_since = self.pools.longs(16)
        # timers and those that a suspension holds back
        self.timers, self.timer_room = 0, 64
        self.timer_kind = self.pools.longs(64)
        self.timer_who = self.pools.longs(64)
        self.timer_due = self.pools.longs(64)
        self.timer_order = self.pools.longs(64)
        self.timer_cause = self.pools.longs(64)
        self.paused, self.paused_room = 0, 64
        self.paused_kind = self.pools.longs(64)
        self.paused_who = self.pools.longs(64)
        self.paused_left = self.pools.longs(64)
        self.paused_cause = self.pools.longs(64)
        # answers seen from outside, and what they say of no-deal worths
        self.seen, self.seen_room = 0, 32
        self.seen_actor = self.pools.longs(32)
        self.seen_package = self.pools.longs(32)
        self.seen_answer = self.pools.longs(32)
        self.seen_hard = self.pools.longs(32)
        self.seen_width = codes.SEEN + n
        self.seen_number = self.pools.doubles(32 * self.seen_width)
        self.used = self.scratch.longs(n)  # observations already in the rows
        self.rows, self.row_room = 0, 32
        self.row_actor = self.pools.longs(32)
        self.row_package = self.pools.longs(32)
        self.row_least = self.pools.doubles(32 * codes.POINTS)
        self.row_most = self.pools.doubles(32 * codes.POINTS)
        self.row_mass = self.pools.doubles(32 * codes.POINTS)
        self.product = self.scratch.doubles(n * codes.POINTS)
        self.product_known = self.scratch.longs(n)
        self.prior = self.scratch.doubles(n * n * codes.POINTS)
        self.prior_known = self.scratch.longs(n * n)
        self.weights = self.scratch.doubles(n * n * codes.POINTS)  # of a mediator, about an actor
        self.weights_known = self.scratch.longs(n * n)
        # events
        self.events, self.event_room = 0, 256
        self.event = self.pools.longs(256 * codes.WIDTH)
        self.floats, self.float_room = 0, 2048
        self.float_ = self.pools.doubles(2048)
        # scratch
        self.place = self.scratch.doubles(codes.PLACES * (8 + n))
        self.place_width = 8 + n
        self.says = self.scratch.longs(n)
        self.whose = self.scratch.longs(n)
        # what positions rest on but the package, at a tick: good while a moment lasts, never in 0
        self.moment, self.moments = 0, 0
        self.considered = self.scratch.longs(n)
        self.considered_tick = self.scratch.longs(n)
        self.left = self.scratch.doubles(n)
        self.added = self.scratch.doubles(n)
        self.conceded = self.scratch.doubles(n)
        self.others_no_deal = self.scratch.doubles(n * n)
        # and by possible no-deal worth, with a row to spare
        self.standing = self.scratch.longs(n)
        self.standing_tick = self.scratch.longs(n)
        self.standing_pull = self.scratch.doubles(n)
        self.no_deals = self.scratch.doubles((n + 1) * codes.POINTS)
        self.wanted = self.scratch.doubles((n + 1) * codes.POINTS)
        self.view = self.scratch.doubles(7)  # what a tactic of somebody's sees
        self.sums = self.scratch.doubles(n + codes.POINTS + 8)
        self.grid = self.scratch.doubles(codes.POINTS)
        self.grid2 = self.scratch.doubles(codes.POINTS)
        self.fresh = self.scratch.doubles(codes.SEEN + n)
        self.open_ = self.scratch.longs(packages)
        self.open_known = 0
        self.candidate = self.scratch.longs(packages)
        self.candidates = 0
        self.kept = self.scratch.longs(packages)
        self.bounds = self.scratch.doubles(packages)
        self.visited = self.scratch.longs(packages)
        self.believed = self.scratch.doubles(n * codes.POINTS)
        self.floors = self.scratch.doubles(n)
        self.powers = self.scratch.doubles(n)
        self.chance = self.scratch.doubles(n)
        self.worthless = self.scratch.doubles(n * codes.POINTS)
        self.most = self.scratch.doubles(n * (constants.BOUND_STEPS + 1))
        self.memo = self.scratch.doubles(packages * n)
        self.memo_known = self.scratch.longs(packages)
        self.memo_stamp = 0
        self.score = self.scratch.doubles(n)
        self.best_score = self.scratch.doubles(n)
        # a quota: sums of weights, and which two each one leads to as one more is asked
        self.ways_room = self.plan_room = 4
        self.ways_weight = self.pools.doubles(4)
        self.ways_chance = self.pools.doubles(4)
        self.after_weight = self.pools.doubles(4)
        self.after_chance = self.pools.doubles(4)
        self.plan_steps, self.planned = 0, 0
        self.plan_asked = self.scratch.longs(n)
        self.plan_actor = self.scratch.longs(n + 1)
        self.plan_ways = self.scratch.longs(n + 1)
        self.plan_yes = self.pools.longs(4)
        self.plan_no = self.pools.longs(4)
        self.plan_met = self.pools.longs(4)

    def reset(self) -> None:
        """Nothing has happened yet: what is empty at first is emptied."""
        n = self.tables.actors
        self.outcome = codes.GOING_ON
        self.tastes = self.timers = self.paused = self.hazards = self.seen = self.rows = 0
        self.events = self.floats = self.cuts = self.recut = 0
        self.open_known = self.plan_steps = 0
        for k in range(self.tables.packages):
            self.barred[k] = 0
        for i in range(n):
            self.used[i] = self.product_known[i] = 0
            self.bound[i] = 0
        for k in range(n * n):
            self.prior_known[k] = self.weights_known[k] = 0
            self.mood[k] = codes.SILENT

    def copy(self, other: State) -> None:
        """Stand where another state of the same sizes stands; its events are its own."""
        self.tables, self.script = other.tables, other.script
        self.stand_with(other)

    def stand_with(self, other: State) -> None:
        """The same where both are played on the same tables."""
        self.reset()
        self.run, self.closed, self.moved = other.run, other.closed, other.moved
        self.memory.copy(other.memory)
        self.seq, self.tick, self.order = other.seq, other.tick, other.order
        self.suspended, self.suspensions = other.suspended, other.suspensions
        self.session, self.level = other.session, other.level
        self.later_sessions = other.later_sessions
        self.texts, self.tabler, self.stocked = other.texts, other.tabler, other.stocked
        self.live, self.number, self.text_seq = other.live, other.number, other.text_seq
        self.package, self.by, self.label = other.package, other.by, other.label
        self.tabled, self.to_answer, self.end = other.tabled, other.to_answer, other.end
        self.framework, self.framework_package = other.framework, other.framework_package
        self.framework_least = other.framework_least
