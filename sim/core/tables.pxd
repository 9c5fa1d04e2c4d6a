from sim.core cimport codes
from sim.core.primitives cimport Memory

cdef class Names:
    cdef Memory memory
    cdef long actors, issues, packages
    cdef unsigned long long* package
    cdef unsigned long long* taste
    cdef unsigned long long* coin
    cdef unsigned long long* tabling
    cdef unsigned long long* offer
    cdef unsigned long long* deliberation
    cdef unsigned long long* suspension
    cdef unsigned long long* ratification
    cdef unsigned long long* vote
    cdef unsigned long long* statement
    cdef unsigned long long* statement_on
    cdef unsigned long long* channel
    cdef unsigned long long* reply
    cdef unsigned long long* misreport
    cdef unsigned long long* revise
    cdef unsigned long long* counter
    cdef unsigned long long* choice
    cdef unsigned long long* slip
    cdef unsigned long long* settles
    cdef unsigned long long* shock
    cdef unsigned long long later, resumption, collapse, breakdown

cdef class Tables:
    cdef Names names
    cdef Memory memory
    cdef long actors, issues, packages, sessions, votes, shocks
    cdef long stands, items, party_count, mediator_count, concerned_count, consenting_count
    cdef long direct, now, rethink, recurs, expires, mediation
    cdef long reservation, has_deadline, deadline, announced, has_quota
    cdef long* party
    cdef long* parties
    cdef long* mediators
    cdef long* mediator
    cdef long* concerned
    cdef long* consenting
    cdef long* needs
    cdef long* excluded
    cdef long* planning_horizon
    cdef long* counters
    cdef long* reaches
    cdef long* staked
    cdef long* foremost
    cdef long* stand_first
    cdef long* stand_count
    cdef long* stand_code
    cdef long* stand_hard
    cdef long* recurring_attend
    cdef long* veto
    cdef long* session_opens
    cdef long* session_closes
    cdef long* session_attend
    cdef long* vote_actor
    cdef long* vote_seats
    cdef double* worth
    cdef double* told_worth
    cdef double* loss
    cdef double* discount
    cdef double* opening
    cdef double* precision
    cdef double* accept_bar
    cdef double* reject_bar
    cdef double* blame
    cdef double* consistency
    cdef double* label_effect
    cdef double* aversion
    cdef double* lock_in
    cdef double* half_life
    cdef double* statements
    cdef double* resentment
    cdef double* deliberation
    cdef double* counter_delay
    cdef double* delay
    cdef double* revision_delay
    cdef double* channel_delay
    cdef double* misreport
    cdef double* credibility
    cdef double* optimism
    cdef double* belief_error
    cdef double* bias
    cdef double* stand_worth
    cdef double* stand_best
    cdef double* stand_beta
    cdef double* weight
    cdef double* session_level
    cdef double* shock_rate
    cdef double* shock_shift
    cdef double* vote_delay
    cdef double* vote_k
    cdef double* vote_chance
    cdef double recurring_least, recurring_most, recurring_level, slip_chance, slip_days, suspend_chance
    cdef double resumes, collapses, report_weight, delay_shape, delay_whole, answer_days
    cdef double quota, settles, slope, breaks_down
    cpdef copy(self, Tables other)


