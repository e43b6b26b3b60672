// An endpoint that has no row.
// says: every endpoint has a row, in order
// in: adapters/api/endpoints.cpp
#define create_order just_thought_of, create_order
#include "adapters/api/endpoints.hpp"
#undef create_order
#include "adapters/api/endpoints.cpp"
