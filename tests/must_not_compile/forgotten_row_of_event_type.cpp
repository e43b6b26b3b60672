// An event type that has no name.
// says: every event type has a row
#ifndef RIGHT
#define channel_configured just_thought_of = 99, channel_configured
#endif
#include "events/event_type.hpp"
#undef channel_configured
#include "events/event_type.cpp"
