from sim.core cimport codes, consent, timing
from sim.core.state cimport State
from sim.model cimport constants

cdef void after_answer(State state, long cause) noexcept nogil
cdef void turns(State state, long cause) noexcept nogil
cdef void _offers(State state, long cause) noexcept nogil
cdef void _await_texts(State state, long cause) noexcept nogil
cdef void _await_revisions(State state, long cause) noexcept nogil
cdef long _answer_at(State state, long cause) noexcept nogil
cdef void _await_counters(State state) noexcept nogil
