from sim.core cimport codes, primitives, sessions, tabling, thinking, timing, turning
from sim.core.state cimport State
from sim.core.tables cimport Tables
from sim.model cimport aspiration, constants, draws, hazard

cdef void evolve(State state, long e) noexcept nogil
cdef void _go_on(State state, long e, long kind) noexcept nogil
cdef void start_hazard(State state, long kind, long who, double rate, unsigned long long name, long index) noexcept nogil
cdef void worths_changed(State state, long cause) noexcept nogil
cdef void _only(State state, long actor) noexcept nogil
cdef double days_since(State state, long tick) noexcept nogil
cdef double settling_rate(State state) noexcept nogil
cdef long standpoint(State state, Tables tables, long actor) noexcept nogil
cdef void stand_anew(State state, long actor) noexcept nogil
cdef void _set_phase(State state, long actor, long issue, long phase) noexcept nogil
cdef void _resent(State state, long actor, long issue, double sign) noexcept nogil
cdef void _raised(State state, long e) noexcept nogil
cdef void _withdrawn(State state, long e) noexcept nogil
cdef void _line_stated(State state, long e) noexcept nogil
cdef void _struck(State state, long e) noexcept nogil
cdef void _belief_moved(State state, long e) noexcept nogil
cdef void _suspended(State state) noexcept nogil
cdef void _resumed(State state) noexcept nogil
cdef void _agreed(State state, long e) noexcept nogil
cdef void _voted(State state, long e) noexcept nogil
cdef void _may_conclude(State state) noexcept nogil
cdef void _end(State state, long outcome) noexcept nogil
