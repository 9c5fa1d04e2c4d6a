from libc cimport math

from sim.model cimport constants


cpdef double settling_rate(double h, double slope, double least_surplus) noexcept nogil
cpdef double days_left(double unit, double rate) noexcept nogil
cpdef double spent(double unit, double rate, double elapsed) noexcept nogil
