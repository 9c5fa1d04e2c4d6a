from libc cimport math


cpdef double counted(double written, double zero, double per, bint log) noexcept nogil
