#include "events/records/key_layout.hpp"

namespace sluice::records {
namespace {

constexpr char end_of_name = '\0';
constexpr std::size_t time_bytes = 8, counter_bytes = 4;

/// The highest byte first, so that keys lie in the order of their numbers.
void append(std::string& to, std::uint64_t number, std::size_t bytes) {
  for (std::size_t i = bytes; i > 0; --i)
    to += static_cast<char>(static_cast<unsigned char>(number >> (8 * (i - 1))));
}

std::uint64_t milliseconds(instant at) {
  return static_cast<std::uint64_t>(at.time_since_epoch().count());
}

}  // namespace

std::string prefix_of_calls(const order_id& order) { return 'c' + to_string(order) + end_of_name; }

std::string prefix_of_calls(const agreement_id& agreement) {
  return 'a' + to_string(agreement) + end_of_name;
}

std::string prefix_of(const call_record& r) {
  if (r.agreement.value().empty()) return prefix_of_calls(r.order);
  return prefix_of_calls(agreement_id{r.order.merchant, r.agreement});
}

std::string prefix_of_messages(const channel_id& channel, const channel_key& number) {
  return 'm' + channel.value() + end_of_name + number.value() + end_of_name;
}

std::string key_at(std::string_view prefix, instant at, std::uint32_t counter) {
  std::string out(prefix);
  append(out, milliseconds(at), time_bytes);
  append(out, counter, counter_bytes);
  return out;
}

std::string heartbeat_key(instant at) {
  std::string out(prefix_of_heartbeats);
  append(out, milliseconds(at), time_bytes);
  return out;
}

std::optional<instant> time_of_heartbeat(std::string_view key) {
  if (key.size() != prefix_of_heartbeats.size() + time_bytes) return std::nullopt;
  std::uint64_t ms = 0;
  for (const char c : key.substr(prefix_of_heartbeats.size()))
    ms = ms << 8 | static_cast<unsigned char>(c);
  return instant{millis{static_cast<std::int64_t>(ms)}};
}

}  // namespace sluice::records
