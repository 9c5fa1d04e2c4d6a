from sim.core cimport believing, codes, positions, timing
from sim.core.state cimport State
from sim.core.tables cimport Names, Tables

cpdef Names names_of(object numbers)
cpdef Names _named(object numbers)
cpdef Tables tables_of(object numbers, object phases, object moving)
cpdef object _reachable(long actor, object phases, object moving, long issues)
cpdef object _load_standpoints(Tables found, object numbers, object reached)
cpdef object _load_actor(Tables found, object numbers, long i)
cpdef object _load_lists(Tables found, object numbers)
cpdef object _load_rules(Tables found, object numbers)
cpdef bint playable(object talks)
cpdef object moving(object talks)
cpdef Tables core_tables(object talks)
cpdef State load(object talks)
cpdef object _load_actor_state(State state, object talks, long i)
cpdef object _load_text(State state, object talks)
cpdef object _load_beliefs(State state, object talks)
cpdef object rows_of(State state)
cpdef object floats_of(State state)
cpdef object ending_of(State state)
cpdef object unload(State state, object talks)
