"""`primitives.py` for C."""

from libc.math cimport fabs, floor, rint
from libc.stdio cimport snprintf
from libc.stdlib cimport abort, calloc, free, realloc, strtod
from libc.string cimport memcpy, memset

Key = int

cdef double BIT = 2.220446049250313e-16  # 2**-52


cdef class Memory:
    def __dealloc__(self):
        cdef long k
        for k in range(self.used):
            free(self.blocks[k])
        free(self.blocks)
        free(self.sizes)

    cdef void* _block(self, long n, long width) except NULL:
        cdef void* block
        cdef void** wider
        cdef long* longer
        if self.used == self.size:
            wider = <void**>realloc(self.blocks, (2 * self.size + 64) * sizeof(void*))
            if wider == NULL:
                raise MemoryError
            self.blocks = wider
            longer = <long*>realloc(self.sizes, (2 * self.size + 64) * sizeof(long))
            if longer == NULL:
                raise MemoryError
            self.sizes = longer
            self.size = 2 * self.size + 64
        block = calloc(max(n, 1), width)
        if block == NULL:
            raise MemoryError
        self.blocks[self.used] = block
        self.sizes[self.used] = max(n, 1) * width
        self.used += 1
        return block

    cdef double* doubles(self, long n) except NULL:
        return <double*>self._block(n, sizeof(double))

    cdef double** rows(self, long many, long n) except NULL:
        cdef long k
        cdef double** found = <double**>self._block(many, sizeof(double*))
        self.sizes[self.used - 1] = 0  # a copy keeps its own
        for k in range(many):
            found[k] = self.doubles(n)
        return found

    cdef long* longs(self, long n) except NULL:
        return <long*>self._block(n, sizeof(long))

    cdef unsigned long long* keys(self, long n) except NULL:
        return <unsigned long long*>self._block(n, sizeof(unsigned long long))

    cdef void copy(self, Memory other) noexcept nogil:
        cdef long k
        for k in range(self.used):
            memcpy(self.blocks[k], other.blocks[k], self.sizes[k])

    cdef void* _more(self, void* block, long old, long new, long width) noexcept nogil:
        cdef long k
        cdef void* wider = realloc(block, new * width)
        if wider == NULL:
            abort()  # as Python does where it has no memory left to say so
        memset(<char*>wider + old * width, 0, (new - old) * width)
        for k in range(self.used):
            if self.blocks[k] == block:
                self.blocks[k] = wider
                self.sizes[k] = new * width
        return wider

    cdef double* more_doubles(self, double* block, long old, long new) noexcept nogil:
        return <double*>self._more(block, old, new, sizeof(double))

    cdef long* more_longs(self, long* block, long old, long new) noexcept nogil:
        return <long*>self._more(block, old, new, sizeof(long))


cdef class Plugs:
    cdef double conceded(self, long actor, double* numbers, long texts) noexcept with gil:
        if self.fault is not None:
            return 1.0
        try:
            return self.tactic(actor, [numbers[k] for k in range(7)], texts)
        except BaseException as fault:  # nothing can be raised through C: whoever called it looks
            self.fault = fault
            return 1.0

    cdef long choose(self, long mediator, long tick, long* among, long n) noexcept with gil:
        if self.fault is None:
            try:
                return self.rule(mediator, tick, [among[k] for k in range(n)])
            except BaseException as fault:
                self.fault = fault
        return among[0]

    cdef void turns(self, long cause) noexcept with gil:
        if self.fault is None:
            try:
                self.protocol(cause)
            except BaseException as fault:
                self.fault = fault


cdef long nearest(double x) noexcept nogil:
    return <long>rint(x)


cdef long floored(double x) noexcept nogil:
    return <long>floor(x)


cdef long truncated(double x) noexcept nogil:
    return <long>x


cdef double ratio(long part, long whole) noexcept nogil:
    return <double>part / <double>whole


cdef long steps_between(long ticks, long every) noexcept nogil:
    cdef long whole = ticks / every
    if ticks % every != 0 and (ticks < 0) != (every < 0):
        whole -= 1
    return whole


cdef double[23] TENS
TENS[:] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]  # each a float to the bit; no greater one is


cpdef double rounded(double x, long digits) noexcept nogil:
    cdef char text[400]
    cdef double scaled, whole
    if digits > 323:
        return x
    # The product is off by half a bit at most: its whole number is sure where it lies farther than
    # that from half way. Both parts of the fraction are exact then, so that it is rounded once.
    if 0 <= digits <= 22:
        scaled = x * TENS[digits]
        whole = rint(scaled)
        if fabs(scaled) < 1e15 and fabs(fabs(scaled - whole) - 0.5) > fabs(scaled) * BIT:
            return whole / TENS[digits]
    snprintf(text, 400, "%.*f", <int>digits, x)
    return strtod(text, NULL)


cdef double exact_sum(double* numbers, long first, long n) noexcept nogil:
    # The sum as it is rounded, and what each step lost (Knuth 1969, TwoSum). What was lost is itself
    # summed with errors, below `off` (Ogita, Rump & Oishi 2005): where both ends of what it may be
    # round to one number, that is the exact sum rounded once.
    cdef double x, before, part, total = 0.0, lost = 0.0, size = 0.0, off
    cdef long k
    for k in range(first, first + n):
        x = numbers[k]
        before = total
        total = before + x
        part = total - before
        lost += (before - (total - part)) + (x - part)
        size += fabs(x)
    off = size * (n * BIT) * (n * BIT) * 4.0
    x = total + (lost - off)
    if x == total + (lost + off) and (size > 1e-200 or size == 0.0):
        return x
    return _by_partials(numbers, first, n)


cdef double _by_partials(double* numbers, long first, long n) noexcept nogil:
    # Shewchuk's (1997) partials, rounded half to even at the end, as Python's math.fsum.
    cdef double parts[64]
    cdef double x, y, hi = 0.0, lo = 0.0, back
    cdef long held = 0, i, j, k
    for k in range(first, first + n):
        x = numbers[k]
        i = 0
        for j in range(held):
            y = parts[j]
            if fabs(x) < fabs(y):
                x, y = y, x
            hi = x + y
            back = hi - x
            lo = y - back
            if lo != 0.0:
                parts[i] = lo
                i += 1
            x = hi
        held = i
        if x != 0.0:
            parts[held] = x
            held += 1
    if held == 0:
        return 0.0
    held -= 1
    hi = parts[held]
    while held > 0:
        x = hi
        held -= 1
        y = parts[held]
        hi = x + y
        back = hi - x
        lo = y - back
        if lo != 0.0:
            break
    if held > 0 and ((lo < 0.0 and parts[held - 1] < 0.0) or (lo > 0.0 and parts[held - 1] > 0.0)):
        y = lo * 2.0
        x = hi + y
        back = x - hi
        if y == back:
            hi = x
    return hi


cdef unsigned long long mix(unsigned long long x) noexcept nogil:
    x = x + <unsigned long long>0x9E3779B97F4A7C15
    x = (x ^ (x >> 30)) * <unsigned long long>0xBF58476D1CE4E5B9
    x = (x ^ (x >> 27)) * <unsigned long long>0x94D049BB133111EB
    return x ^ (x >> 31)


cdef double uniform(unsigned long long run, unsigned long long name, unsigned long long index) noexcept nogil:
    return (<double>(mix(mix(run ^ name) ^ index) >> 12) + 0.5) * 2.220446049250313e-16
