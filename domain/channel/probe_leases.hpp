#pragma once
/// Who may try a half-open path: a few at once, at a pace. A probe is a lease with a deadline,
/// because one that hangs, is ignored or is blocked later must not keep its place for ever.

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "domain/channel/breaker_rules.hpp"

namespace sluice::channel {

class probe_leases {
 public:
  using id = std::uint32_t;
  static constexpr id none = 0;

  [[nodiscard]] bool has_room(const breaker_rules& rules, instant now) const {
    return out_ < rules.most_probes && (!last_ || *last_ + rules.probe_pace <= now);
  }
  /// Precondition: there is room.
  [[nodiscard]] id lease(instant deadline, instant now) {
    auto& place = *std::find(leases_.begin(), leases_.end(), one{});
    place = {++last_id_, deadline};
    ++out_;
    last_ = now;
    return place.who;
  }
  /// True: it was out, and is no more. False: it has expired, or there is none.
  bool give_back(id who) {
    if (who == none) return false;
    const auto known =
        std::find_if(leases_.begin(), leases_.end(), [&](const one& l) { return l.who == who; });
    if (known == leases_.end()) return false;
    *known = {};
    --out_;
    return true;
  }
  [[nodiscard]] std::optional<instant> first_deadline() const {
    std::optional<instant> first;
    for (const auto& l : leases_)
      if (l.who != none && (!first || l.deadline < *first)) first = l.deadline;
    return first;
  }
  /// None is out; the next one waits for nothing.
  void clear() {
    leases_ = {};
    out_ = 0;
    last_.reset();
  }

 private:
  struct one {
    id who = none;
    instant deadline{};
    friend bool operator==(const one&, const one&) = default;
  };
  std::array<one, most_probes_ever> leases_{};
  std::uint32_t out_ = 0;
  id last_id_ = none;  ///< never used again, so that a late end of an old one finds nothing
  std::optional<instant> last_{};
};

}  // namespace sluice::channel
