#include "actors/agreement/agreement_journal.hpp"

#include <utility>

#include "base/invariant.hpp"
#include "events/stream_name.hpp"
#include "store/key_layout.hpp"

namespace sluice {

agreement_journal::agreement_journal(const shared_record_keys& keys, agreement_id id)
    : keys_(keys), id_(std::move(id)) {}

std::optional<std::string> agreement_journal::load(const store::event_log& log) {
  const auto stream = agreement_stream(id_);
  const auto read = log.read_stream(stream);
  if (const auto* bad = std::get_if<store::damage>(&read))
    return stream + " cannot be read: " + bad->what;
  const auto keys = keys_.now();
  for (const auto& r : std::get<std::vector<store::record>>(read)) {
    const auto result = decode(r, *keys);
    if (const auto* problem = std::get_if<undecodable>(&result))
      return stream + " cannot be read: " + problem->message;
    const auto* event = std::get_if<agreement::event>(&std::get<decoded>(result).event);
    if (event == nullptr) return stream + " cannot be read: an event of something else is in it";
    if (!may_follow(state_, *event))
      return stream + " cannot be read: its history breaks the rules at " +
             std::to_string(r.position);
    apply(state_, *event, time_of(r));
    position_ = r.stream_position;
    last_ = r.position;
  }
  return std::nullopt;
}

store::new_record agreement_journal::record_of(const agreement::event& e, const cause& why,
                                               instant now, const store::append_request& in) const {
  if (!keys_.any() || !says_private(e)) return encode(e, why, now);
  const auto keys = keys_.now();
  const auto* const under = keys->newest_of(id_.merchant);
  if (under == nullptr) return encode(e, why, now);
  const auto position = in.expected + static_cast<store::stream_sequence>(in.records.size()) + 1;
  return encode(e, why, now, {*under, keys_.fresh_nonce(), in.stream, position});
}

store::append_request agreement_journal::begin(const std::vector<agreement::event>& events,
                                               const cause& why, instant now) {
  SLUICE_INVARIANT(!next_ && !events.empty());
  next_ = state_;
  store::append_request request{.stream = agreement_stream(id_), .expected = position_};
  for (const auto& e : events) {
    apply(*next_, e, now);
    request.records.push_back(record_of(e, why, now, request));
    if (const auto* r = std::get_if<agreement::requested>(&e))
      request.entries.push_back({store::entry_kind::channel_key, r->key.value(), request.stream});
  }
  request.open_after = is_under_way(*next_);
  next_position_ = position_ + static_cast<store::stream_sequence>(events.size());
  return request;
}

void agreement_journal::settle(const store::append_result& result) {
  SLUICE_INVARIANT(next_.has_value());
  const auto* where = std::get_if<store::committed>(&result);
  SLUICE_INVARIANT(where != nullptr);  // nobody else writes here
  state_ = *std::exchange(next_, std::nullopt);
  position_ = next_position_;
  last_ = where->last;
}

}  // namespace sluice
