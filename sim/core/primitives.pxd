cdef extern from "math.h" nogil:
    double NAN "NAN"

cdef class Memory:
    cdef void** blocks
    cdef long* sizes
    cdef long used, size
    cdef void* _block(self, long n, long width) except NULL
    cdef double* doubles(self, long n) except NULL
    cdef double** rows(self, long many, long n) except NULL
    cdef long* longs(self, long n) except NULL
    cdef unsigned long long* keys(self, long n) except NULL
    cdef void copy(self, Memory other) noexcept nogil
    cdef void* _more(self, void* block, long old, long new, long width) noexcept nogil
    cdef double* more_doubles(self, double* block, long old, long new) noexcept nogil
    cdef long* more_longs(self, long* block, long old, long new) noexcept nogil

cdef class Plugs:
    cdef public object tactic, rule, protocol, fault
    cdef double conceded(self, long actor, double* numbers, long texts) noexcept with gil
    cdef long choose(self, long mediator, long tick, long* among, long n) noexcept with gil
    cdef void turns(self, long cause) noexcept with gil

cdef long nearest(double x) noexcept nogil
cdef long floored(double x) noexcept nogil
cdef long truncated(double x) noexcept nogil
cdef double ratio(long part, long whole) noexcept nogil
cdef long steps_between(long ticks, long every) noexcept nogil
cpdef double rounded(double x, long digits) noexcept nogil
cdef double exact_sum(double* numbers, long first, long n) noexcept nogil
cdef double _by_partials(double* numbers, long first, long n) noexcept nogil
cdef unsigned long long mix(unsigned long long x) noexcept nogil
cdef double uniform(unsigned long long run, unsigned long long name, unsigned long long index) noexcept nogil
