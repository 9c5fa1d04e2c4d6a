from sim.core cimport codes, primitives, tabling, timing
from sim.core.state cimport State

cdef void convened(State state, long e) noexcept nogil
cdef void adjourned(State state) noexcept nogil
