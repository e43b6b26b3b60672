#pragma once
/// How many requests may be in progress at once. When more come than can be done, they pile up
/// until there is no room: whoever is to be refused then is refused at once, and what is missed
/// least first, in the order of level.hpp. Asked at the edge, before anything is known of a request
/// but what it is.

#include <cstddef>

#include "domain/overload/level.hpp"

namespace sluice::overload {

/// Of room for `all`, how much work of this kind may use, together with everything else that is in
/// progress. What is missed more always finds some room that the rest leaves; of very little room
/// each has one place at least.
[[nodiscard]] std::size_t room_for(work what, std::size_t all) noexcept;

}  // namespace sluice::overload
