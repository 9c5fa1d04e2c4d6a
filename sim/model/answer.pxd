from sim.model cimport constants, draws


cpdef double inclination(
    double precision, double worth, double aspiration, double aversion
) noexcept nogil
cpdef double rejection_bar(double kappa0, double blame, double q) noexcept nogil
cpdef int answer(double z, double accept_bar, double reject_bar) noexcept nogil
cpdef double lowest_noise(
    int answer, double x, double accept_bar, double reject_bar
) noexcept nogil
cpdef double highest_noise(
    int answer, double x, double accept_bar, double reject_bar
) noexcept nogil
