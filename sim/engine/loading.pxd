from sim.core cimport believing, codes, positions, timing
from sim.core.state cimport State
from sim.core.tables cimport Tables

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
