from sim.core.likelihood cimport Odds
from sim.core.state cimport State
from sim.core.trying cimport Bench

cpdef bytes play_runs(State state, Odds odds, State before, unsigned long long seed, object numbers)
cpdef long first_kept(Bench bench, unsigned long long run, object tries, double ceiling)
cpdef long play_on(State state)
