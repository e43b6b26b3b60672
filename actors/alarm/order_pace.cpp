#include "actors/alarm/order_pace.hpp"

#include <algorithm>
#include <sstream>

#include "base/overloaded.hpp"
#include "domain/alarm/facts_of.hpp"
#include "events/event_type.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

constexpr std::uint32_t pace_version = 1;

template <class... Events>
bool is_type_of(std::uint16_t type) noexcept {
  return ((type == static_cast<std::uint16_t>(event_type_of<Events>)) || ...);
}

}  // namespace

bool order_pace::concerns(std::uint16_t type) const noexcept {
  return is_type_of<order::order_accepted, order::attempt_started, order::payer_asked,
                    order::order_paid, order::order_authorized, order::order_failed,
                    order::order_revoked, order::operator_needed>(type);
}

/// Refused before it has left a trace: what was taken cannot be taken back.
bool order_pace::take(const decoded_record& r) {
  if (found_.empty() && !tells_->has_room()) return false;
  const auto* content = std::get_if<decoded>(&r.content());
  const auto owner = owner_of_stream(r.record().stream);
  const auto* id = owner ? std::get_if<order_id>(&*owner) : nullptr;
  const auto* event = content == nullptr ? nullptr : std::get_if<order::event>(&content->event);
  if (id == nullptr || event == nullptr) return true;  // the alarms tell of what is not readable
  const auto of = alarm::key_of(*id);
  const auto at = time_of(r.record());
  std::visit(overloaded{
                 [&](const order::order_accepted& e) {
                   accepted(at);
                   if (alarm::somebody_waits(e.type)) open_[of] = {.type = e.type};
                 },
                 [&](const order::attempt_started& e) { begin(of, e.channel, at); },
                 [&](const order::payer_asked& e) {
                   if (e.action) end(of, at);  // a code from his phone may take him minutes
                 },
                 [&](const auto&) { end(of, at); },
             },
             *event);
  return true;
}

/// Those of one moment are told of together.
void order_pace::accepted(instant when) {
  if (!found_.empty() && found_.back().at == when)
    if (auto* before = std::get_if<alarm::orders_accepted>(&found_.back().what)) {
      ++before->many;
      return;
    }
  found_.push_back({alarm::orders_accepted{1}, when});
}

/// Its first attempt counts: an order that goes from channel to channel has no more time.
void order_pace::begin(alarm::order_key of, const channel_id& channel, instant when) {
  const auto known = open_.find(of);
  if (known == open_.end() || !known->second.channel.value().empty()) return;
  known->second.channel = channel;
  known->second.begun = when;
  found_.push_back({alarm::order_begun{of, {channel, known->second.type}}, when});
}

void order_pace::end(alarm::order_key of, instant when) {
  if (open_.erase(of) != 0) found_.push_back({alarm::order_settled{of}, when});
}

bool order_pace::flush() {
  tells_->hear_in_order(std::exchange(found_, {}));
  return true;
}

follower::snapshot order_pace::state() const {
  std::ostringstream out;
  for (const auto& [of, o] : open_)
    out << of << ' ' << name_of(o.type) << ' ' << o.begun.time_since_epoch().count() << ' '
        << o.channel.value() << '\n';
  return {pace_version, out.str()};
}

bool order_pace::restore(const snapshot& from) {
  if (from.bytes.empty()) return true;
  if (from.version != pace_version) return false;
  std::istringstream in(from.bytes);
  std::string text;
  while (std::getline(in, text)) {
    std::istringstream words(text);
    alarm::order_key of = 0;
    std::string type, channel;
    std::int64_t begun = 0;
    words >> of >> type >> begun;
    const auto known = business_type_from_name(type);
    if (!words || !known) return false;
    words >> channel;
    const auto at = instant{millis{begun}};
    open_[of] = {*known, channel_id{channel}, at};
    if (!channel.empty())
      found_.push_back({alarm::order_begun{of, {channel_id{channel}, *known}}, at});
  }
  std::ranges::sort(found_, {}, &heard_fact::at);
  return flush();
}

}  // namespace sluice
