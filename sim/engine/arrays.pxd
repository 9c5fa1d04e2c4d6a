from sim.core cimport codes
from sim.core.tables cimport Tables

cpdef Tables tables_of(object numbers, object phases, object moving)
cpdef object _reachable(long actor, object phases, object moving, long issues)
cpdef object _load_standpoints(Tables found, object numbers, object reached)
cpdef object _load_ways(Tables found, object numbers, long actor, object ways)
cpdef Tables set_anew(Tables base, object numbers, object actors, object phases, object moving)
cpdef object tell_worths(Tables found, object worths)
cpdef object _load_actor(Tables found, object numbers, long i)
cpdef object _load_lists(Tables found, object numbers)
cpdef object _load_rules(Tables found, object numbers)
