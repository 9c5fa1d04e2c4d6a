from libc cimport math

from sim.model cimport constants


cpdef double moved(double q, double credibility, double log_lr) noexcept nogil
cpdef double credibility(double c0, double bias, double mean_bias_of_others) noexcept nogil
