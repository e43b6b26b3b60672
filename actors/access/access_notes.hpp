#pragma once
/// What people should know of those who may ask, when file and keystore have been taken over: who
/// has no key, and which keys have no owner. Called by the registrar.

#include "actors/ports/observer.hpp"
#include "domain/access/book.hpp"

namespace sluice {

void tell_of_gaps(observer& tells, const access::book& book);

}  // namespace sluice
