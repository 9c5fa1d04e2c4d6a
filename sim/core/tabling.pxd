from sim.core cimport believing, codes, primitives, thinking, timing, turning
from sim.core.state cimport State
from sim.model cimport constants

cdef void table(State state, long e) noexcept nogil
cdef long in_room(State state, long actor) noexcept nogil
cdef void leave(State state) noexcept nogil
cdef void heard(State state, long cause) noexcept nogil
cdef void one_heard(State state, long actor, long cause) noexcept nogil
cdef void date_end(State state, long cause) noexcept nogil
cdef long _may_hear(State state, long actor) noexcept nogil
cdef void set_lapse(State state, long cause) noexcept nogil
cdef void await_answers(State state, long cause) noexcept nogil
cdef void _send(State state, long actor, long cause) noexcept nogil
cdef void hear(State state, long actor, long carry, long cause) noexcept nogil
cdef void relay(State state, long e) noexcept nogil
cdef void answered(State state, long e) noexcept nogil
cdef void assessed(State state, long e) noexcept nogil
