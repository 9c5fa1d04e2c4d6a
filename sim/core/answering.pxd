from sim.core cimport believing, codes, consent, grids, positions, prospects, writing
from sim.core.state cimport State
from sim.model cimport constants, draws

cdef long answer(State state, long timer) noexcept nogil
cdef long rethink(State state, long timer) noexcept nogil
cdef long _weighed(State state, long timer, long actor, long kind) noexcept nogil
cdef long state_red_line(State state, long timer) noexcept nogil
cdef long counter(State state, long timer) noexcept nogil
cdef void _find_counters(State state, long party, long tick, double least) noexcept nogil
cdef long _may_pass(State state, long package, long tick) noexcept nogil
cdef long _best_counter(State state, long party, long tick, double least) noexcept nogil
cdef double _gain(State state, long party, long package, long by, long label, long tick, double least) noexcept nogil
cdef long offer(State state, long timer) noexcept nogil
cdef long _best_for_others(State state, long party, double floor) noexcept nogil
cdef double _mean_of_others(State state, long party, long package) noexcept nogil
cdef long _own_best(State state, long party) noexcept nogil
