#include "actors/balance/balance_journal.hpp"

#include <algorithm>
#include <utility>

#include "base/invariant.hpp"
#include "events/stream_name.hpp"

namespace sluice {

std::optional<std::string> balance_journal::load(const store::event_log& log) {
  const auto stream = balance_stream(whose_);
  const auto read = log.read_stream(stream);
  if (const auto* bad = std::get_if<store::damage>(&read))
    return stream + " cannot be read: " + bad->what;
  for (const auto& r : std::get<std::vector<store::record>>(read)) {
    const auto result = decode(r);
    if (const auto* problem = std::get_if<undecodable>(&result))
      return stream + " cannot be read: " + problem->message;
    const auto* event = std::get_if<balance::event>(&std::get<decoded>(result).event);
    if (event == nullptr) return stream + " cannot be read: an event of something else is in it";
    if (!may_follow(state_, *event))
      return stream + " cannot be read: its history breaks the rules at " +
             std::to_string(r.position);
    apply(state_, *event, r.position);
    position_ = r.stream_position;
  }
  return std::nullopt;
}

store::append_request balance_journal::begin(std::vector<balance::event> events, const cause& why,
                                             instant now) {
  SLUICE_INVARIANT(writing_.empty() && !events.empty());
  writing_ = std::move(events);
  store::append_request request{.stream = balance_stream(whose_), .expected = position_};
  auto unheard =
      std::ranges::count_if(state_.holds, [](const balance::kept& k) { return !k.refund_at; });
  for (const auto& e : writing_) {
    if (std::holds_alternative<balance::money_held>(e)) ++unheard;
    if (std::holds_alternative<balance::hold_ended>(e)) --unheard;
    request.records.push_back(encode(e, why, now));
  }
  request.open_after = unheard > 0;  // after a restart its orders are asked
  return request;
}

std::vector<balance::event> balance_journal::settle(const store::append_result& result) {
  const auto* where = std::get_if<store::committed>(&result);
  SLUICE_INVARIANT(where != nullptr && !writing_.empty());  // nobody else writes here
  auto done = std::exchange(writing_, {});
  auto at = where->first;
  for (const auto& e : done) apply(state_, e, at++);
  position_ += static_cast<store::stream_sequence>(done.size());
  return done;
}

}  // namespace sluice
