from libc cimport math


cpdef double value(double steps, int of, double tolerance) noexcept nogil
cpdef double value_with_purpose(double position, double sigma, double serves) noexcept nogil
