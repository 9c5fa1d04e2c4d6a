from sim.core cimport codes
from sim.core.tables cimport Names

cpdef Names names_of(object numbers)
cpdef Names _named(object numbers)
