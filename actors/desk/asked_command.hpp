#pragma once
/// What a request asks for, in the words of access, and about which merchant. Called by the front
/// desk before it looks at anything else, and by the edge.

#include "actors/desk/request.hpp"
#include "domain/access/grant.hpp"

namespace sluice {

/// order.create for create_order, and so on; in the version that this engine speaks.
[[nodiscard]] access::command command_of(const question& ask);
/// In the question; nullptr: it is about no merchant.
[[nodiscard]] const merchant_id* merchant_of(const question& ask);

}  // namespace sluice
