from sim.model cimport constants


cpdef double attained(double worth, double no_deal, double best) noexcept nogil
