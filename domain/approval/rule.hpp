#pragma once
/// How many persons must want a dangerous word before it is done, who asks for it included. Each
/// word has its usual number (domain/access/grant.cpp): one for what stops or slows, two for what
/// moves money or widens rights. The configuration may say otherwise, by word and amount.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/access/grant.hpp"
#include "domain/money.hpp"

namespace sluice::approval {

struct rule {
  std::string word;  ///< "order.resolve"
  std::uint8_t persons = 2;
  /// Only of amounts up to this one, in this currency. Nothing: of all.
  std::optional<money> up_to{};
  friend bool operator==(const rule&, const rule&) = default;
};

struct demand {
  std::uint8_t persons = 1;
  bool is_exception = false;  ///< fewer than is usual: people must hear of each use
  friend bool operator==(const demand&, const demand&) = default;
};

/// The first rule that fits is the one. `amount`: that the word is about; nothing: it is about
/// none.
[[nodiscard]] demand demand_of(const std::vector<rule>& rules, const access::command& word,
                               const std::optional<money>& amount);

/// Such a word has to be proposed before it is done: two persons must want it, or usually must.
[[nodiscard]] bool may_be_proposed(const std::vector<rule>& rules, const access::command& word);

}  // namespace sluice::approval
