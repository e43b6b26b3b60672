#include "events/records/look.hpp"

namespace sluice::records {

std::vector<record_gap> gaps_of(const record_store& in) {
  std::vector<record_gap> out;
  (void)in.read(prefix_of_gaps, [&](const entry& e) {
    if (auto one = gap_from(e.value)) out.push_back(*std::move(one));
    return true;
  });
  return out;
}

namespace {

calls_found calls_under(const record_store& in, const std::string& prefix) {
  calls_found out{.gaps = gaps_of(in), .kept_since = kept_since(in)};
  const auto why = in.read(prefix, [&](const entry& e) {
    if (auto one = call_from(e.value)) out.calls.push_back(*std::move(one));
    return true;
  });
  out.unreadable = why.value_or("");
  return out;
}

}  // namespace

calls_found calls_of(const record_store& in, const order_id& order) {
  return calls_under(in, prefix_of_calls(order));
}

calls_found calls_of(const record_store& in, const agreement_id& agreement) {
  return calls_under(in, prefix_of_calls(agreement));
}

messages_found messages_of(const record_store& in, const channel_id& channel,
                           const channel_key& number) {
  messages_found out;
  const auto why = in.read(prefix_of_messages(channel, number), [&](const entry& e) {
    if (auto one = message_from(e.value)) out.all.push_back(*std::move(one));
    return true;
  });
  out.unreadable = why.value_or("");
  return out;
}

std::optional<instant> kept_since(const record_store& in) {
  std::optional<instant> out;
  (void)in.read(prefix_of_heartbeats, [&](const entry& e) {
    out = time_of_heartbeat(e.key);
    return !out;
  });
  return out;
}

std::optional<last_sign> last_sign_of_life(const record_store& in) {
  std::optional<last_sign> out;
  (void)in.read(prefix_of_heartbeats, [&](const entry& e) {
    if (const auto at = time_of_heartbeat(e.key)) out = last_sign{*at, e.value == closed_then};
    return true;
  });
  return out;
}

}  // namespace sluice::records
