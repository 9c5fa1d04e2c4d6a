from sim.core cimport codes
from sim.core.primitives cimport Memory
from sim.core.tables cimport Tables
from sim.model cimport constants

cdef class State:
    cdef Tables tables
    cdef Memory memory, pools, scratch
    cdef unsigned long long run
    cdef long seq, tick, order, outcome, suspended, suspensions
    cdef long tastes, taste_room, session, later_sessions, texts, tabler
    cdef long live, number, text_seq, package, by, label
    cdef long tabled, to_answer, end, stocked, framework, framework_package
    cdef long hazards, hazard_room, timers, timer_room, paused, paused_room
    cdef long seen, seen_room, seen_width, rows, row_room, events
    cdef long event_room, floats, float_room, place_width, open_known, candidates
    cdef long memo_stamp, ways_room
    cdef long* stand
    cdef long* phase
    cdef long* lock_since
    cdef long* left_since
    cdef long* conceded_since
    cdef long* said_final
    cdef long* said
    cdef long* late
    cdef long* taste_actor
    cdef long* taste_package
    cdef long* taste_shared
    cdef long* room
    cdef long* needed
    cdef long* known
    cdef long* answer
    cdef long* answered_tick
    cdef long* answered_seq
    cdef long* via
    cdef long* carry
    cdef long* bound
    cdef long* mood
    cdef long* barred
    cdef long* begun_revise
    cdef long* begun_counter
    cdef long* countered
    cdef long* exhausted
    cdef long* item_left
    cdef long* vote_left
    cdef long* hazard_kind
    cdef long* hazard_who
    cdef long* hazard_since
    cdef long* timer_kind
    cdef long* timer_who
    cdef long* timer_due
    cdef long* timer_order
    cdef long* timer_cause
    cdef long* paused_kind
    cdef long* paused_who
    cdef long* paused_left
    cdef long* paused_cause
    cdef long* seen_actor
    cdef long* seen_package
    cdef long* seen_answer
    cdef long* seen_hard
    cdef long* used
    cdef long* row_actor
    cdef long* row_package
    cdef long* product_known
    cdef long* prior_known
    cdef long* weights_known
    cdef long* event
    cdef long* says
    cdef long* whose
    cdef long* open_
    cdef long* candidate
    cdef long* kept
    cdef long* visited
    cdef long* believed_known
    cdef long* memo_known
    cdef double* disposition
    cdef double* error
    cdef double* lock_level
    cdef double* shift
    cdef double* set_worth
    cdef double* left_share
    cdef double* conceded_share
    cdef double* near
    cdef double* phi
    cdef double* taste_luck
    cdef double* bound_early
    cdef double* bound_late
    cdef double* assessed
    cdef double* hazard_unit
    cdef double* hazard_rate
    cdef double* seen_number
    cdef double* row_least
    cdef double* row_most
    cdef double* row_mass
    cdef double* product
    cdef double* prior
    cdef double* weights
    cdef double* float_
    cdef double* place
    cdef double* sums
    cdef double* grid
    cdef double* grid2
    cdef double* grid3
    cdef double* fresh
    cdef double* bounds
    cdef double* believed
    cdef double* floors
    cdef double* powers
    cdef double* chance
    cdef double* worthless
    cdef double* most
    cdef double* memo
    cdef double* score
    cdef double* best_score
    cdef double* ways_weight
    cdef double* ways_chance
    cdef double* after_weight
    cdef double* after_chance
    cdef double level, framework_least
    cpdef reset(self)
    cpdef copy(self, State other)


