#pragma once
/// May this caller ask for this? Pure. The front desk asks before it looks at anything that the
/// request names, so that a refusal says the same whether a merchant, an order or a command id
/// exists or not.

#include <variant>

#include "domain/access/book.hpp"
#include "domain/rejection.hpp"

namespace sluice::access {

/// As the edge has found: whose signature was right. No key: nobody.
struct caller {
  key_id key{};
  /// Whoever may send this process signals; never what comes from outside.
  bool is_this_machine = false;
  [[nodiscard]] bool is_nobody() const noexcept { return key.value().empty(); }
};

struct allowed {
  const principal* who = nullptr;  ///< in the book; nullptr: nobody, on behalf of an open merchant
};

/// `about`: the merchant it is about; nullptr: none. `now`: the machine's clock.
[[nodiscard]] std::variant<allowed, rejection> may(const book& says, const caller& who,
                                                   const command& what, const merchant_id* about,
                                                   instant now);

/// Whether it has been given leave to ask for this at all.
[[nodiscard]] bool is_granted(const book& says, const principal& to, const command& what);

/// An operator speaks in no other person's name. `named`: as the request says. Nothing: it is so.
[[nodiscard]] std::optional<rejection> fault_of_name(const allowed& who, std::string_view named);

/// Whether a key is good at this moment, apart from what its owner may do. Nothing: it is.
[[nodiscard]] std::optional<rejection> fault_of(const key& k, instant now);

// -- refusals: each says the same whoever asks, and of whatever ------------------------------
[[nodiscard]] rejection not_allowed();
/// For a key that is not known and for a signature that does not fit alike.
[[nodiscard]] rejection signature_wrong();

}  // namespace sluice::access
