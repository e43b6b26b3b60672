#include "domain/webhook/answer.hpp"

#include "base/invariant.hpp"

namespace sluice::webhook {

std::string_view name_of(outcome o) noexcept {
  switch (o) {
    case outcome::taken: return "taken";
    case outcome::refused: return "refused";
    case outcome::gone: return "gone";
    case outcome::too_busy: return "too_busy";
    case outcome::silent: return "silent";
  }
  broken_invariant("every outcome has a name", __FILE__, __LINE__);
}

}  // namespace sluice::webhook
