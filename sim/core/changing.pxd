from sim.core cimport believing, codes, evolving, positions, tabling, timing, turning
from sim.core.state cimport State
from sim.core.tables cimport Tables
from sim.model cimport aspiration, constants

cpdef void branch(State state, State of)
cpdef void change(State state, Tables tables, long fired)
cdef void _go_on_from_here(State state, Tables tables, long actor) noexcept nogil
cdef void _need_anew(State state) noexcept nogil
cdef void _change_rates(State state) noexcept nogil
