from sim.core cimport codes, primitives
from sim.core.state cimport State
from sim.model cimport constants, draws

cdef long timer_of(State state, long kind, long who) noexcept nogil
cdef long held_back(State state, long kind, long who) noexcept nogil
cdef long pending(State state, long kind, long who) noexcept nogil
cdef long pauses(long kind) noexcept nogil
cdef void set_timer(State state, long kind, long who, long due, long cause) noexcept nogil
cdef void put_timer(State state, long kind, long who, long due, long order, long cause) noexcept nogil
cdef void hold_back(State state, long kind, long who, long left, long cause) noexcept nogil
cdef void remove_timer(State state, long k) noexcept nogil
cdef void _remove_paused(State state, long k) noexcept nogil
cdef void drop(State state, long kind, long who) noexcept nogil
cdef void drop_all(State state, long kind) noexcept nogil
cdef long next_timer(State state) noexcept nogil
cdef void clear_fired(State state, long tick, long order) noexcept nogil
cdef long after(State state, double days) noexcept nogil
cdef long delay(State state, double mean, unsigned long long name, long index) noexcept nogil
cdef void _more_timers(State state) noexcept nogil
cdef void _more_paused(State state) noexcept nogil
