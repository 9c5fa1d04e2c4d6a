from sim.core cimport codes, deciding, evolving, timing
from sim.core.state cimport State

cpdef long play_on(State state) noexcept nogil
