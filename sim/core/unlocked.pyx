"""`unlocked.py` for C."""

from cpython.bytes cimport PyBytes_AsString, PyBytes_FromStringAndSize

from sim.core cimport loop, primitives, runs, trying
from sim.core.likelihood cimport Odds
from sim.core.state cimport State
from sim.core.trying cimport Bench

from sim.core import codes


cpdef bytes play_runs(State state, Odds odds, State before, unsigned long long seed, object numbers):
    cdef long first = numbers.start, step = numbers.step, count = len(numbers), k
    cdef long width = codes.RUN_ACTORS + codes.RUN_KINDS * before.tables.actors
    cdef bytes found = PyBytes_FromStringAndSize(NULL, count * width * sizeof(double))
    cdef double* into = <double*>PyBytes_AsString(found)
    cdef unsigned long long run
    with nogil:
        for k in range(count):
            run = primitives.mix(primitives.mix(seed ^ <unsigned long long>(first + k * step)))
            runs.play(state, odds, before, run, into, k * width)
    return found


cpdef long first_kept(Bench bench, unsigned long long run, object tries, double ceiling):
    cdef long first = tries.start, beyond = tries.stop, found
    with nogil:
        found = trying.first_kept(bench, run, first, beyond, ceiling)
    return found


cpdef long play_on(State state):
    cdef long found
    with nogil:
        found = loop.play_on(state)
    return found
