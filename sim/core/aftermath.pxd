from sim.core cimport codes, consent, positions, primitives, writing
from sim.core.state cimport State
from sim.model cimport constants, ratification

cdef long convene(State state, long timer) noexcept nogil
cdef long adjourn(State state, long timer) noexcept nogil
cdef long demand(State state, long timer, long phase) noexcept nogil
cdef long lapse(State state, long timer) noexcept nogil
cdef long supersede(State state, long timer) noexcept nogil
cdef long agree(State state, long timer) noexcept nogil
cdef double suspension_draw(State state, long actor) noexcept nogil
cdef long suspend(State state, long timer) noexcept nogil
cdef long strike(State state, long timer) noexcept nogil
cdef long settle(State state, long timer) noexcept nogil
cdef long ratify(State state, long timer) noexcept nogil
cdef long fail(State state, long timer, long why) noexcept nogil
cdef long plain(State state, long timer, long kind) noexcept nogil
