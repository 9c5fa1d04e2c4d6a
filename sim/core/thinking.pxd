from sim.core cimport codes, grids, positions, primitives, timing
from sim.core.state cimport State
from sim.model cimport answer, constants

cdef void reconsider(State state, long actor, long cause, long news) noexcept nogil
cdef long _lives(State state, long tick) noexcept nogil
cdef long _last(State state) noexcept nogil
cdef double _place(State state, long actor, long tick, long slot) noexcept nogil
cdef long _differs(State state, long actor, long tick, long given, double luck, double bar) noexcept nogil
cdef long _settled(State state, long actor, long given, double luck, double bar) noexcept nogil
cdef long _stays(State state, long actor, double x, long given, double luck, double bar) noexcept nogil
cdef double _highest(State state, long actor, long early, long late) noexcept nogil
cdef double _lowest(State state, long actor, long early, long late) noexcept nogil
cdef long _first_change(State state, long actor, long given, double luck, double bar) noexcept nogil
cdef long _search(State state, long actor, long lo, long low, long hi, long high, long given, double luck, double bar, long free) noexcept nogil
