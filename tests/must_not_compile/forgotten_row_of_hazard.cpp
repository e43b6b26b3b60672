// A hazard that has no row.
// says: every hazard has a row, in order
// in: sim/world/hazards.cpp
#define connection_refused just_thought_of, connection_refused
#include "sim/world/hazards.hpp"
#undef connection_refused
#include "sim/world/hazards.cpp"
