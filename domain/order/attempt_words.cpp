#include "domain/order/attempt_words.hpp"

#include "base/invariant.hpp"

namespace sluice::order {

std::string_view name_of(attempt::outcome o) noexcept {
  switch (o) {
    case attempt::outcome::open: return "open";
    case attempt::outcome::paid: return "paid";
    case attempt::outcome::not_paid: return "not_paid";
    case attempt::outcome::revoked: return "revoked";
    case attempt::outcome::authorized: return "authorized";
    case attempt::outcome::captured: return "captured";
  }
  broken_invariant("every outcome has a name", __FILE__, __LINE__);
}

}  // namespace sluice::order
