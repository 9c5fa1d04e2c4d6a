from sim.core cimport codes, primitives
from sim.core.state cimport State
from sim.model cimport constants, draws, hazard

cdef long timer_of(State state, long kind, long who) noexcept nogil
cdef long held_back(State state, long kind, long who) noexcept nogil
cdef long pending(State state, long kind, long who) noexcept nogil
cdef long pauses(long kind) noexcept nogil
cdef void set_timer(State state, long kind, long who, long due, long cause) noexcept nogil
cdef void put_timer(State state, long kind, long who, long due, long order, long cause) noexcept nogil
cdef void hold_back(State state, long kind, long who, long left, long cause) noexcept nogil
cdef void remove_timer(State state, long k) noexcept nogil
cdef void _remove_paused(State state, long k) noexcept nogil
cdef long hazard_of(State state, long kind, long who) noexcept nogil
cdef void hold_hazard(State state, long kind, long who, double unit, double rate, long since) noexcept nogil
cdef void date_hazard(State state, long k, long cause) noexcept nogil
cdef void change_rate(State state, long kind, long who, double rate, long cause) noexcept nogil
cdef void _forget_hazard(State state, long kind, long who) noexcept nogil
cdef void _more_hazards(State state) noexcept nogil
cdef void drop(State state, long kind, long who) noexcept nogil
cdef void drop_all(State state, long kind) noexcept nogil
cdef long next_timer(State state) noexcept nogil
cdef void clear_fired(State state, long tick, long order) noexcept nogil
cdef long after(State state, double days) noexcept nogil
cdef long delay(State state, double mean, unsigned long long name, long index) noexcept nogil
cdef void _more_timers(State state) noexcept nogil
cdef void _more_paused(State state) noexcept nogil
