from sim.core cimport codes, positions, primitives
from sim.core.state cimport State
from sim.model cimport consent as quotas
from sim.model cimport constants

cdef long given(State state, long package) noexcept nogil
cdef double whole_weight(State state) noexcept nogil
cdef long agreed(State state) noexcept nogil
cdef void open_packages(State state) noexcept nogil
cdef double chance(State state, long package) noexcept nogil
cdef long _insert(State state, long n, double number) noexcept nogil
cdef double _product(State state, long n) noexcept nogil
cdef double _of_quota(State state, long package) noexcept nogil
cdef long _convolve(State state, long ways, double weight, double chance) noexcept nogil
cdef long _add_way(State state, long n, double weight, double way) noexcept nogil
cdef void _more_ways(State state) noexcept nogil
cdef long lacking(State state) noexcept nogil
