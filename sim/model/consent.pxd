from sim.model cimport constants


cpdef bint quota_met(double accepted_weight, double total_weight, double quota) noexcept nogil
