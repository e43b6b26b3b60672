// An endpoint that has no row.
// says: every endpoint has a row, in order
#ifndef RIGHT
#define create_order just_thought_of, create_order
#endif
#include "adapters/api/endpoints.hpp"
#undef create_order
#include "adapters/api/endpoints.cpp"
