"""The numbers of one input draw as arrays: what the talks are played on.

Actors, issues and packages are numbered as in `sim.scenario.tables`, whose `Tables` this is made
of (`sim.talks.arrays`). An array by actor and package, say, holds package p of actor a at
`a * packages + p`. Worths in [0, 1], rates a day, delays in days, ticks in minutes.
"""

from __future__ import annotations

from sim.core.primitives import Key, Memory


class Names:
    """What luck is keyed to, and what is the same for every draw."""

    def __init__(
        self, sizes: tuple[int, int, int], sessions: int, items: int, shocks: int, texts: int
    ) -> None:
        self.memory = Memory()
        self.actors, self.issues, self.packages = sizes
        actors, issues, packages = sizes
        self.package = self.memory.keys(packages)  # of each package's options
        self.taste = self.memory.keys(actors)
        self.coin = self.memory.keys(actors)
        self.chosen_taste = self.memory.keys(actors)  # of an answer that somebody forces
        self.disposition = self.memory.keys(actors)
        self.tabling = self.memory.keys(actors)
        self.offer = self.memory.keys(actors)
        self.deliberation = self.memory.keys(actors)
        self.suspension = self.memory.keys(actors)
        self.ratification = self.memory.keys(actors)
        self.vote = self.memory.keys(actors)
        self.statement = self.memory.keys(actors)
        self.passed = self.memory.keys(actors)
        self.pending_state = self.memory.keys(actors)
        self.statement_on = self.memory.keys(actors * issues)
        self.channel = self.memory.keys(actors * actors)  # whose, to whom
        self.reply = self.memory.keys(actors * actors)
        self.misreport = self.memory.keys(actors * actors)
        self.texts = texts  # that luck has names for
        self.revise = self.memory.keys(actors * texts)  # whose, of which text
        self.counter = self.memory.keys(actors * texts)
        self.choice = self.memory.keys(actors * texts)
        self.slip = self.memory.keys(sessions)
        self.later: Key = 0
        self.kept: Key = 0  # whether a run's try at the record is
        self.resumption: Key = 0
        self.collapse: Key = 0
        self.breakdown: Key = 0
        self.settles = self.memory.keys(items)
        self.shock = self.memory.keys(shocks)
        # hazards that are pending where a run leaves another
        self.pending_resume: Key = 0
        self.pending_collapse: Key = 0
        self.pending_break: Key = 0
        self.pending_settles = self.memory.keys(items)
        self.pending_shock = self.memory.keys(shocks)
        self.belief_error = self.memory.keys(actors * actors)  # whose, about whom


class Tables:
    """The numbers of a draw."""

    def __init__(
        self,
        names: Names,
        sizes: tuple[int, int, int, int],  # sessions, votes, shocks, standpoints
        items: int,
    ) -> None:
        self.names = names
        self.memory = Memory()
        n = self.names.actors
        self.actors, self.issues, self.packages = n, self.names.issues, self.names.packages
        self.sessions, self.votes, self.shocks, self.stands = sizes
        self.items = items
        # who is what; lists of actors with their lengths
        self.party = self.memory.longs(n)
        self.parties = self.memory.longs(n)
        self.party_count = 0
        self.mediators = self.memory.longs(n)
        self.mediator_count = 0
        self.mediator = self.memory.longs(n)
        self.concerned = self.memory.longs(n)
        self.concerned_count = 0
        self.consenting = self.memory.longs(n)
        self.consenting_count = 0
        self.needs = self.memory.longs(n * self.names.packages)  # an actor's consent
        self.excluded = self.memory.longs(self.names.packages)
        # numbers of actors, in the order of their rows in `sim.scenario.defaults`
        self.numbers = 28  # how many there are
        self.number = self.memory.rows(self.numbers, n)
        self.worth = self.number[0]  # of no deal
        self.loss_in_90_days = self.number[1]
        self.discount = self.number[2]
        self.firmness = self.number[3]
        self.opening_concession = self.number[4]
        self.tolerance = self.number[5]
        self.precision = self.number[6]
        self.accept_bar = self.number[7]
        self.reject_bar = self.number[8]
        self.blame = self.number[9]
        self.consistency = self.number[10]
        self.label_effect = self.number[11]
        self.aversion = self.number[12]
        self.soft_red_line = self.number[13]
        self.lock_in = self.number[14]
        self.lock_in_half_life = self.number[15]
        self.statements = self.number[16]
        self.resentment = self.number[17]
        self.expects_deal = self.number[18]  # that agreement is near, at first
        self.belief_error = self.number[19]
        self.deliberation = self.number[20]
        self.counter_delay = self.number[21]
        self.credibility = self.number[22]
        self.public_optimism = self.number[23]
        self.delay = self.number[24]
        self.revision_delay = self.number[25]
        self.channel_delay = self.number[26]
        self.misreport = self.number[27]
        self.told_worth = self.memory.doubles(n)  # of no deal, as a change from now sets it
        self.planning_horizon = self.memory.longs(n)
        self.tactic = self.memory.longs(n)  # whether it is somebody's
        self.counters = self.memory.longs(n)
        self.bias = self.memory.doubles(n * n)  # whose, toward whom
        self.reaches = self.memory.longs(n * n)
        self.staked = self.memory.longs(n * self.names.issues)
        self.foremost = self.memory.longs(n * self.names.issues)  # issues; NONE: no more
        # demands with a date, and when, in ticks
        self.dated = self.memory.longs(n * self.names.issues)
        self.raised = self.memory.longs(n * self.names.issues)
        self.withdrawn = self.memory.longs(n * self.names.issues)
        # standpoints: what packages are worth while demands stand as a code says
        self.stand_first = self.memory.longs(n)
        self.stand_count = self.memory.longs(n)
        self.stand_code = self.memory.longs(self.stands)  # phases in base 3
        self.stand_worth = self.memory.doubles(self.stands * self.names.packages)
        self.stand_hard = self.memory.longs(self.stands * self.names.packages)
        self.stand_best = self.memory.doubles(self.stands)
        self.stand_firmness = self.memory.doubles(self.stands)
        self.stand_beta = self.memory.doubles(self.stands)  # concession exponent
        # the talks
        self.direct = 0  # all are always in one room
        self.plugged = 0  # the protocol is somebody's
        self.now = 0
        self.horizon = 0
        self.rethink = 0
        self.recurs = 0
        self.recurring_least = 0.0
        self.recurring_most = 0.0
        self.recurring_attend = self.memory.longs(n)
        self.recurring_level = 0.0
        self.slip_chance = 0.0
        self.slip_days = 0.0
        self.suspend_chance = 0.0
        self.resumes = 0.0
        self.collapses = 0.0
        self.report_weight = 0.0
        self.press = 0.0  # weight of reports that nobody signs
        self.delay_shape = 0.0
        self.delay_whole = 0.0  # gamma(1 + 1/shape)
        self.expires = 0
        self.answer_days = 0.0
        self.mediation = 0
        self.reservation = 0  # whether answers compare with that
        self.has_deadline = 0
        self.deadline = 0
        self.announced = 0
        self.has_quota = 0
        self.quota = 0.0
        self.weight = self.memory.doubles(n)
        self.veto = self.memory.longs(n)
        self.session_opens = self.memory.longs(self.sessions)
        self.session_closes = self.memory.longs(self.sessions)
        self.session_attend = self.memory.longs(self.sessions * n)
        self.session_level = self.memory.doubles(self.sessions)
        self.shock_rate = self.memory.doubles(self.shocks)
        self.shock_shift = self.memory.doubles(self.shocks * n)
        self.settles = 0.0
        self.slope = 0.0
        self.breaks_down = 0.0
        self.vote_actor = self.memory.longs(self.votes)
        self.vote_delay = self.memory.doubles(self.votes)
        self.vote_k = self.memory.doubles(self.votes)
        self.vote_seats = self.memory.longs(self.votes)
        self.vote_chance = self.memory.doubles(self.votes)  # of a majority of seats

    def copy(self, other: Tables) -> None:
        """Take over the numbers of other tables of the same sizes."""
        self.memory.copy(other.memory)
        self.party_count, self.mediator_count = other.party_count, other.mediator_count
        self.concerned_count, self.consenting_count = other.concerned_count, other.consenting_count
        self.direct, self.plugged = other.direct, other.plugged
        self.now, self.horizon, self.rethink = other.now, other.horizon, other.rethink
        self.recurs, self.recurring_level = other.recurs, other.recurring_level
        self.recurring_least, self.recurring_most = other.recurring_least, other.recurring_most
        self.slip_chance, self.slip_days = other.slip_chance, other.slip_days
        self.suspend_chance = other.suspend_chance
        self.resumes, self.collapses = other.resumes, other.collapses
        self.report_weight, self.press = other.report_weight, other.press
        self.delay_shape, self.delay_whole = other.delay_shape, other.delay_whole
        self.expires, self.answer_days = other.expires, other.answer_days
        self.mediation, self.reservation = other.mediation, other.reservation
        self.has_deadline, self.deadline = other.has_deadline, other.deadline
        self.announced = other.announced
        self.has_quota, self.quota = other.has_quota, other.quota
        self.settles, self.slope, self.breaks_down = other.settles, other.slope, other.breaks_down
