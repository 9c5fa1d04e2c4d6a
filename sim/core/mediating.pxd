from sim.core cimport believing, codes, consent, positions, primitives, prospects, writing
from sim.core.state cimport State
from sim.model cimport aversion, constants, draws
from sim.model cimport belief as beliefs

cdef long table(State state, long timer) noexcept nogil
cdef long revise(State state, long timer) noexcept nogil
cdef long _none_better(State state, long timer, double chance, long bits) noexcept nogil
cdef long in_view(State state, long mediator, long tick) noexcept nogil
cdef long _willing(State state, long mediator, long package, long tick) noexcept nogil
cdef long _may_pass(State state, long mediator, long package, long tick) noexcept nogil
cdef long _choose(State state, long mediator, long tick) noexcept nogil
cdef long _tabled(State state, long timer, long choice) noexcept nogil
cdef long tell(State state, long timer) noexcept nogil
cdef long relay_mood(State state, long timer) noexcept nogil
cdef long misheard(long mood, double u, double chance) noexcept nogil
cdef long take_stock(State state, long timer) noexcept nogil
cdef double _chance_of_yes(State state, long mediator, long actor, long tick, long due) noexcept nogil
cdef long speak(State state, long timer) noexcept nogil
cdef double within(double chance) noexcept nogil
cdef double _trust(State state, long speaker, long actor) noexcept nogil
