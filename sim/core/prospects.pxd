from libc cimport math
from sim.core cimport believing, codes, consent, positions, primitives
from sim.core.state cimport State
from sim.model cimport constants

cdef void begin(State state, long mediator, long tick) noexcept nogil
cdef long needs(State state, long actor, long package) noexcept nogil
cdef double _chance(State state, long mediator, long actor, long package, long by, double pull, long tick) noexcept nogil
cdef void look_at(State state, long mediator, long package, long tick) noexcept nogil
cdef double consent_to(State state, long mediator, long package, long tick) noexcept nogil
cdef double standing(State state, long mediator, long tick) noexcept nogil
cdef void _bound_most(State state, long mediator, long tick) noexcept nogil
cdef double _most(State state, long mediator, long actor, long package) noexcept nogil
cdef long fairest(State state, long mediator, long tick) noexcept nogil
cdef long likeliest(State state, long mediator, long tick) noexcept nogil
cdef long _best_first(State state, long mediator, long tick, long each) noexcept nogil
cdef long next_bound(State state) noexcept nogil
cdef long _beats(State state, long length, long smaller) noexcept nogil
cdef long _score(State state, long mediator, long package, long tick, long each) noexcept nogil
cdef double settled(double number) noexcept nogil
cdef long keep_above(State state) noexcept nogil
cdef double mean_log_gain(State state, long package) noexcept nogil
cdef long nash(State state, long kept) noexcept nogil
cdef long proportional(State state, long kept, double u) noexcept nogil
