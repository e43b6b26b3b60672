// A rejection that has no row.
// says: every rejection has a row
// in: domain/rejection.cpp
#define busy just_thought_of = 999, busy
#include "domain/rejection.hpp"
#undef busy
#include "domain/rejection.cpp"
