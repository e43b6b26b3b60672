#pragma once
/// What people are alarmed of, and how urgent each kind is.
///
/// Act-now kinds wake somebody; watch kinds are looked at by day. Most end by themselves, on
/// evidence that what they tell of is over; of what has happened once there is no such evidence,
/// and a person's word ends it.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/enumerators.hpp"

namespace sluice::alarm {

/// Stored in the log: never change or reuse a number.
enum class kind : std::uint8_t {
  network_channel = 1,  ///< a channel's calls fail one after the other
  network_minutes = 2,  ///< calls to several channels fail in minute after minute
  network_total = 3,    ///< many calls to several channels fail
  order_overdue = 4,    ///< orders have no end when they should have one
  success_rate = 5,
  code_frequent = 6,    ///< one code is too large a part of a path's answers
  abnormal_failure = 7,  ///< a channel said what no payer can mend, or no table has
  abnormal_state = 8,  ///< a contradiction, or an order that its own rules stopped
  special_state = 9,  ///< an order needs a person, or money came late
  wallet_shut = 10,  ///< no channel is left for a wallet
  notification_failing = 11,  ///< a merchant's endpoint does not take its webhooks
  single_person = 12,  ///< one person used alone what two must want
  receiver_failing = 13,  ///< people cannot be told in the way that the file names
  system = 14,  ///< of the engine itself: its disk, its clock, its keys, its links
  foreign_flood = 15,  ///< many notifications from addresses that are none of a channel's
  volume = 20,
  large_amount = 21,
  payer_slow = 22,  ///< payers take long to do what they are waited for
  foreign_address = 23,  ///< a notification from an address that is none of its channel's
};

enum class urgency : std::uint8_t { act_now, watch };
enum class ending : std::uint8_t { by_evidence, by_word };

struct kind_row {
  kind which;
  std::string_view name;  ///< in the file, in requests and on NATS
  urgency how;
  ending ends;
  std::string_view says;  ///< what an operator reads first
};

inline constexpr std::array<kind_row, 19> kind_rows{{
    {kind::network_channel, "network_channel", urgency::act_now, ending::by_evidence,
     "calls to a channel fail one after the other"},
    {kind::network_minutes, "network_minutes", urgency::act_now, ending::by_evidence,
     "calls to several channels fail in minute after minute"},
    {kind::network_total, "network_total", urgency::act_now, ending::by_evidence,
     "many calls to several channels fail"},
    {kind::order_overdue, "order_overdue", urgency::act_now, ending::by_evidence,
     "orders have no result when they should have one"},
    {kind::success_rate, "success_rate", urgency::act_now, ending::by_evidence,
     "too few payments succeed"},
    {kind::code_frequent, "code_frequent", urgency::act_now, ending::by_evidence,
     "one refusal is a large part of all answers"},
    {kind::abnormal_failure, "abnormal_failure", urgency::act_now, ending::by_word,
     "a channel said what no payer can mend, or what is in no table"},
    {kind::abnormal_state, "abnormal_state", urgency::act_now, ending::by_word,
     "what is known of an order contradicts itself"},
    {kind::special_state, "special_state", urgency::act_now, ending::by_word,
     "an order needs a person, or money came late"},
    {kind::wallet_shut, "wallet_shut", urgency::act_now, ending::by_evidence,
     "no channel is left for a wallet"},
    {kind::notification_failing, "notification_failing", urgency::act_now, ending::by_evidence,
     "a merchant's endpoint does not take its webhooks"},
    {kind::single_person, "single_person", urgency::act_now, ending::by_word,
     "one person used alone what two must want"},
    {kind::receiver_failing, "receiver_failing", urgency::act_now, ending::by_evidence,
     "people cannot be told in a way that the file names"},
    {kind::system, "system", urgency::act_now, ending::by_word,
     "something is wrong with the engine or its machine"},
    {kind::foreign_flood, "foreign_flood", urgency::act_now, ending::by_word,
     "many notifications come from addresses that are none of the channel's"},
    {kind::volume, "volume", urgency::watch, ending::by_evidence,
     "there are far more or far fewer payments than usual"},
    {kind::large_amount, "large_amount", urgency::watch, ending::by_word,
     "a very large amount was paid"},
    {kind::payer_slow, "payer_slow", urgency::watch, ending::by_evidence,
     "payers take long to do what they are waited for"},
    {kind::foreign_address, "foreign_address", urgency::watch, ending::by_word,
     "a notification came from an address that is none of the channel's"},
}};
static_assert(has_one_row_each(kind_rows, &kind_row::which), "every kind has a row");

[[nodiscard]] const kind_row& row_of(kind k) noexcept;
[[nodiscard]] constexpr std::string_view name_of(kind k) noexcept {
  for (const auto& row : kind_rows)
    if (row.which == k) return row.name;
  return {};
}
[[nodiscard]] std::optional<kind> kind_from_name(std::string_view name) noexcept;
[[nodiscard]] std::optional<kind> kind_from_number(std::uint64_t number) noexcept;

}  // namespace sluice::alarm
