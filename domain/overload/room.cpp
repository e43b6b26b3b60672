#include "domain/overload/room.hpp"

#include "base/invariant.hpp"

namespace sluice::overload {
namespace {

/// In twentieths. Wide steps where much comes, because what is in progress ends by whole batches:
/// payouts must not slip in each time that one does.
std::size_t twentieths_of(work what) {
  switch (what) {
    case work::background_payment: return 8;
    case work::payment: return 16;
    case work::look: return 18;
    case work::refund: return 19;
    case work::always: return 20;
  }
  broken_invariant("every work has its room", __FILE__, __LINE__);
}

}  // namespace

std::size_t room_for(work what, std::size_t all) noexcept {
  constexpr std::size_t whole = 20;
  const auto share = twentieths_of(what);
  return all / whole * share + (all % whole * share + whole - 1) / whole;
}

}  // namespace sluice::overload
