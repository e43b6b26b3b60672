#pragma once
/// How much the whole engine takes on. At `essential` it takes new orders of the business types
/// and by the channels that two persons have listed, and no others; whatever exists goes on, except
/// that what a merchant's level holds back waits on where it is not listed.
///
/// Side work is off then: what no order and no money waits for, and what only tries or learns.
/// That is, as there is now: reading routes of the past (route.explain of an order), canary shares
/// and exploration. `restored` is the engine's own word: the log was put back and may lack its end.
/// Orders are taken, and whatever would move money or begin a payment stays unsent, as if its call
/// were lost: it is asked about, and nothing that a channel does not find is believed. Two persons
/// end it, who have compared with the channels' bills. Whatever is added of that kind asks
/// `in_force` in the rules, and engine_level_reader::is_side_work_off in an actor
/// (actors/degradation/engine_level.hpp).

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/enumerators.hpp"
#include "domain/ids.hpp"
#include "domain/policy.hpp"
#include "domain/rejection.hpp"

namespace sluice::degradation {

/// Stored in the log: never change or reuse a number.
enum class level : std::uint8_t {
  normal = 1,
  essential = 2,
  restored = 3,
};

struct level_row {
  level which;
  std::string_view name;  ///< in requests
};
inline constexpr std::array<level_row, 3> level_rows{{
    {level::normal, "normal"},
    {level::essential, "essential"},
    {level::restored, "restored"},
}};
static_assert(has_one_row_each(level_rows, &level_row::which), "every level has a row");

[[nodiscard]] std::string_view name_of(level l) noexcept;
[[nodiscard]] std::optional<level> level_from_name(std::string_view name) noexcept;

/// That the log was put back from an earlier state of it.
struct restoration {
  std::uint64_t incarnation = 0;  ///< of the log, that begins with it
  std::uint64_t after = 0;  ///< the last sequence that there was
  friend bool operator==(const restoration&, const restoration&) = default;
};

/// What people want of the engine. It ends by itself, by the machine's clock, without an event.
struct level_wish {
  level to = level::normal;
  // -- of essential, which has some of both; in order, each once
  std::vector<business_type> business_types{};  ///< still taken
  std::vector<channel_id> channels{};  ///< still used for them
  std::optional<instant> until{};  ///< then normal again; nothing: until somebody says so
  /// Of restored: the last sequence that was put back. Of the normal that ends it: the same, as
  /// whoever says so has seen it.
  std::uint64_t restored_after = 0;
  friend bool operator==(const level_wish&, const level_wish&) = default;
};

/// Which orders are taken only, at this moment; null: all. Outlived by `w`.
[[nodiscard]] const level_wish* in_force(const level_wish& w, instant machine_time) noexcept;

/// No payment begins and no money leaves.
[[nodiscard]] constexpr bool is_restored(const level_wish& w) noexcept {
  return w.to == level::restored;
}
/// Is told to whoever asks; false: everything is as usual.
[[nodiscard]] bool is_unusual(const level_wish& w, instant machine_time) noexcept;

/// New orders of this kind are taken on, by this channel.
[[nodiscard]] bool lists(const level_wish& w, business_type type, const channel_id& by) noexcept;

/// What one hears whose new order of this kind can go to no channel that is listed.
[[nodiscard]] rejection why_refused(const level_wish& by, business_type type);
/// What one hears who asks for side work.
[[nodiscard]] rejection why_side_work_is_off(const level_wish& by);

}  // namespace sluice::degradation
