from sim.core cimport codes, grids, primitives
from sim.core.state cimport State
from sim.model cimport answer, aspiration, aversion, constants, draws

cdef double worth_of(State state, long actor, long package) noexcept nogil
cdef long crosses(State state, long actor, long package) noexcept nogil
cdef double best_of(State state, long actor) noexcept nogil
cdef double left_of(State state, long actor, long tick) noexcept nogil
cdef double added_of(State state, long actor, long tick) noexcept nogil
cdef double reservation_of(State state, long actor, long tick, double error) noexcept nogil
cdef double conceded_of(State state, long actor, long tick) noexcept nogil
cdef double aspiration_of(State state, long actor, long tick) noexcept nogil
cdef long believed_shares(State state, long actor, long package, long tick, double* into, long first) noexcept nogil
cdef double label_pull(State state, long actor, long label, long by) noexcept nogil
cdef double reject_bar_of(State state, long actor) noexcept nogil
cdef double position(State state, long actor, long package, double pull, long tick, double error, long slot) noexcept nogil
cdef long others_of(State state, long actor) noexcept nogil
cdef long category(State state, long actor, long package, double x, double reject_bar, double luck) noexcept nogil
cdef long bound_taste(State state, long actor, long package) noexcept nogil
cdef void bind_taste(State state, long actor, long package, double luck, long shared) noexcept nogil
cdef long shares_disposition(State state, long actor, long package) noexcept nogil
cdef double taste(State state, long actor, long package) noexcept nogil
cdef long own_answer(State state, long actor, long package, double pull, long tick) noexcept nogil
