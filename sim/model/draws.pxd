from libc cimport math

from sim.model cimport constants


cpdef double logistic(double u) noexcept nogil
cpdef double logistic_cdf(double x) noexcept nogil
cpdef double interval_mass(double lo, double hi) noexcept nogil
cpdef double logistic_between(double u, double lo, double hi) noexcept nogil
cpdef double exponential(double u) noexcept nogil
cpdef double weibull(double u, double shape, double whole) noexcept nogil
cpdef double uniform(double u, double lo, double hi) noexcept nogil
cpdef double triangular(double u, double lo, double best, double hi) noexcept nogil
