from libc cimport math
from sim.core cimport codes, primitives
from sim.model cimport constants, draws

cdef double aversion(double tau, double worth, double no_deal, double best, double* shares, long first, long others) noexcept nogil
cdef void inclinations(double* into, double precision, double tau, double* seen, long first, long others) noexcept nogil
cdef double upper_tail(double x) noexcept nogil
cdef double interval_mass(double lo, double hi) noexcept nogil
cdef void chances_of_yes(double* into, double* x, double bar, double* least, double* most, long row) noexcept nogil
cdef void prior(double* into, long first, double centre, double sd) noexcept nogil
cdef void posterior(double* into, long to, double* before, long of, double* seen) noexcept nogil
cdef double mean(double* weights, long first) noexcept nogil
