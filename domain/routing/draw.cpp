#include "domain/routing/draw.hpp"

#include "base/keyed_hash.hpp"

namespace sluice::routing {
namespace {

/// No secret: who knows what an order would draw gains nothing. Never changed: orders would change
/// their shares.
constexpr hash_key salt{'s', 'l', 'u', 'i', 'c', 'e', '.', 'r', 'o', 'u', 't', 'i', 'n', 'g'};

}  // namespace

std::uint32_t drawn(const order_id& order, lot about) {
  const auto hash = keyed_hash(salt, static_cast<char>(about) + to_string(order));
  return static_cast<std::uint32_t>(hash[0] << 8U | hash[1]);
}

}  // namespace sluice::routing
