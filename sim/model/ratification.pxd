from libc cimport math

from sim.model cimport draws


cpdef double ratification_chance(double k, double surplus) noexcept nogil
