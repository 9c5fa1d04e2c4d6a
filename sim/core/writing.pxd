from sim.core cimport codes
from sim.core.state cimport State

cdef long begin(State state, long kind, long timer, long actor) noexcept nogil
cdef void add(State state, long e, double number) noexcept nogil
cdef double number(State state, long e, long place) noexcept nogil
