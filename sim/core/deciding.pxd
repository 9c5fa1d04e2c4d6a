from sim.core cimport aftermath, answering, codes, mediating
from sim.core.state cimport State

cdef long decide(State state, long timer) noexcept nogil
cdef long _of_the_talks(State state, long timer, long kind) noexcept nogil
cdef long _at_an_end(State state, long timer, long kind) noexcept nogil
