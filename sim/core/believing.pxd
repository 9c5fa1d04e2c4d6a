from sim.core cimport codes, grids, positions, primitives
from sim.core.state cimport State
from sim.model cimport aspiration, constants, draws

cdef void observation(State state, long actor, long package, double pull, long tick, double* into, long first) noexcept nogil
cdef void observe(State state, long actor, long given) noexcept nogil
cdef long room_to_see(State state) noexcept nogil
cdef long row_of(State state, long actor, long package) noexcept nogil
cdef long _new_row(State state, long actor, long package) noexcept nogil
cdef void _incline(State state, long actor, double* seen, long first, double* into) noexcept nogil
cdef void _cut(State state, long k) noexcept nogil
cdef void read_answers(State state, long actor) noexcept nogil
cdef void belief(State state, long mediator, long actor, long tick, double* into, long to) noexcept nogil
cdef long _mood_likelihood(State state, long mediator, long actor, long tick) noexcept nogil
cdef double believed_floor(State state, long mediator, long actor, long tick) noexcept nogil
cdef double chance_of_yes(State state, long actor, long package, double pull, long tick, double* weights, long first) noexcept nogil
cdef long asks_less(State state, long actor, long package, long tick, double* weights, long first) noexcept nogil
cdef void bound_by_worth(State state, long actor, long tick) noexcept nogil
cdef double most_by_worth(State state, long actor, double worth, double* weights, long first) noexcept nogil
