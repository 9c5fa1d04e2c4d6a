from libc cimport math

from sim.model cimport constants


cpdef double lock_in(double level, double elapsed, double half_life) noexcept nogil
cpdef double no_deal_left(double share, double loss, double waited, double discount=*) noexcept nogil
cpdef double reservation(double b, double left, double added, double best) noexcept nogil
cpdef double concession_exponent(double firmness) noexcept nogil
cpdef double conceded(double k, double t, double horizon, double beta) noexcept nogil
cpdef double aspiration(double r, double best, double alpha) noexcept nogil
cpdef double under_label(
    double theta, double r, double label_effect, double credibility
) noexcept nogil
