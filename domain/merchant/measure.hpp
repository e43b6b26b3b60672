#pragma once
/// What a person, or a rule of the file, wants of a merchant for a while: that the engine takes
/// less from it (a level); or a person alone, more than its limits say (a promotion that was
/// announced). Each ends by itself, by the machine's clock, without an event: the state says when.

#include <map>
#include <optional>
#include <vector>

#include "domain/ids.hpp"
#include "domain/merchant/level.hpp"
#include "domain/origin.hpp"
#include "domain/policy.hpp"

namespace sluice::merchant {

struct level_wish {
  using author = person_or_rule;
  level to = level::normal;
  std::int64_t per_second = 0;  ///< new orders; of throttled only, which has one
  std::optional<instant> until{};  ///< then normal again; nothing: until somebody says so
  friend bool operator==(const level_wish&, const level_wish&) = default;
};

struct promotion_wish {
  using author = signed_by;
  std::optional<instant> from{};  ///< nothing: at once
  std::optional<instant> until{};
  std::int64_t times = 1;  ///< what its limits are multiplied by; 1: no promotion any more
  friend bool operator==(const promotion_wish&, const promotion_wish&) = default;
};

/// It takes less than the other.
[[nodiscard]] bool is_harder(const level_wish& one, const level_wish& other) noexcept;

/// As if nobody had wanted anything.
[[nodiscard]] inline bool is_usual(const level_wish& w) noexcept { return w.to == level::normal; }
[[nodiscard]] inline bool is_usual(const promotion_wish& w) noexcept { return w.times == 1; }

inline constexpr std::int64_t most_per_second = 1'000'000;
inline constexpr std::int64_t most_times = 1000;

/// As it stands, and who wanted it.
template <class Wish>
struct measure {
  Wish what;
  origin from{};
  friend bool operator==(const measure&, const measure&) = default;
};
template <class Wish>
using measures = std::map<business_type, measure<Wish>>;

/// Of one kind of business, or of all.
template <class Wish>
struct measure_taken {
  merchant_id merchant;
  std::optional<business_type> type{};  ///< nothing: all
  Wish what;
  typename Wish::author who;
  friend bool operator==(const measure_taken&, const measure_taken&) = default;
};
using degraded = measure_taken<level_wish>;
using promoted = measure_taken<promotion_wish>;

/// A person wants it.
template <class Wish>
struct measure_wanted {
  std::optional<business_type> type{};
  Wish what;
  signed_by who;
  instant asked_at{};  ///< by the machine's clock; the merchant's actor fills it in
};
/// A rule wants it, because what it looks at has lasted.
struct follow_rule {
  std::string rule;
  business_type type;
  level_wish what;  ///< without an end
  millis holds{};
  instant asked_at{};  ///< as with a person's
};
using degrade = measure_wanted<level_wish>;
using promote = measure_wanted<promotion_wish>;

}  // namespace sluice::merchant
