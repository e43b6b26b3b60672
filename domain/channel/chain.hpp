#pragma once
/// A list through the members of a vector: each knows its neighbours by number, so that any of them
/// leaves in one step, and nothing is allocated when one comes. The fair queue's only means.

#include <cstdint>
#include <vector>

#include "base/invariant.hpp"

namespace sluice::channel {

inline constexpr std::uint32_t nobody = UINT32_MAX;

/// A member's neighbours in one list.
struct links {
  std::uint32_t before = nobody;
  std::uint32_t after = nobody;
};

/// `Place`: which of a member's links are this list's. Whoever is in the list is not put in twice.
template <class Member, links Member::* Place>
class chain {
 public:
  [[nodiscard]] bool empty() const noexcept { return first_ == nobody; }
  /// The longest and the shortest there; `nobody` if the list is empty.
  [[nodiscard]] std::uint32_t first() const noexcept { return first_; }
  [[nodiscard]] std::uint32_t last() const noexcept { return last_; }

  void push_back(std::vector<Member>& all, std::uint32_t who) {
    all[who].*Place = {.before = last_, .after = nobody};
    (last_ == nobody ? first_ : (all[last_].*Place).after) = who;
    last_ = who;
  }
  void remove(std::vector<Member>& all, std::uint32_t who) {
    const links at = all[who].*Place;
    (at.before == nobody ? first_ : (all[at.before].*Place).after) = at.after;
    (at.after == nobody ? last_ : (all[at.after].*Place).before) = at.before;
  }
  /// Precondition: it is not empty.
  std::uint32_t pop_front(std::vector<Member>& all) {
    SLUICE_INVARIANT(!empty());
    const auto who = first_;
    remove(all, who);
    return who;
  }

 private:
  std::uint32_t first_ = nobody;
  std::uint32_t last_ = nobody;
};

}  // namespace sluice::channel
