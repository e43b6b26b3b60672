#pragma once
/// Under which keys records lie: by order and time; messages by channel and number. What ends a
/// name is a byte that no name has, so that nobody is shown the records of "A-10" for "A-1".
///
///   'c' merchant '/' order NUL time counter  -> CallRecord
///   'a' merchant '/' agreement NUL time counter  -> CallRecord
///   'm' channel NUL number NUL time counter  -> ChannelMessage
///   'g' time counter                         -> RecordGap
///   'h' time                                 -> it was written at this time; "1": and closed then

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/call_record.hpp"

namespace sluice::records {

struct entry {
  std::string key;
  std::string value;
};

[[nodiscard]] std::string prefix_of_calls(const order_id& order);
[[nodiscard]] std::string prefix_of_calls(const agreement_id& agreement);
/// Of whatever it is about.
[[nodiscard]] std::string prefix_of(const call_record& r);
[[nodiscard]] std::string prefix_of_messages(const channel_id& channel, const channel_key& number);
inline constexpr std::string_view prefix_of_gaps = "g";
inline constexpr std::string_view prefix_of_heartbeats = "h";
inline constexpr std::string_view closed_then = "1";

/// `counter` tells apart what is of one moment.
[[nodiscard]] std::string key_at(std::string_view prefix, instant at, std::uint32_t counter);
[[nodiscard]] std::string heartbeat_key(instant at);
[[nodiscard]] std::optional<instant> time_of_heartbeat(std::string_view key);

}  // namespace sluice::records
