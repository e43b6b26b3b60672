// A rejection that has no row.
// says: every rejection has a row
#ifndef RIGHT
#define busy just_thought_of = 999, busy
#endif
#include "domain/rejection.hpp"
#undef busy
#include "domain/rejection.cpp"
