#pragma once
/// The book of access as it is now. The registrar writes it; the front desk judges requests by it.
/// As it is made it is empty: nobody may do anything.

#include "actors/ports/shared_value.hpp"
#include "domain/access/book.hpp"

namespace sluice {

using shared_book = shared_value<access::book>;
using book_reader = value_reader<access::book>;

}  // namespace sluice
