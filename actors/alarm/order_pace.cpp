#include "actors/alarm/order_pace.hpp"

#include <algorithm>
#include <sstream>

#include "base/overloaded.hpp"
#include "domain/alarm/facts_of.hpp"
#include "events/event_type.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

constexpr std::uint32_t pace_version = 2;
/// Who sends the payer a code where the risk service wants proof.
constexpr std::string_view risk_service = "risk_service";

template <class... Events>
bool is_type_of(std::uint16_t type) noexcept {
  return ((type == static_cast<std::uint16_t>(event_type_of<Events>)) || ...);
}

/// A word of a bookmark's line, which must not be empty.
std::string word_of(const channel_id& channel) {
  return channel.value().empty() ? "-" : channel.value();
}
channel_id channel_of(const std::string& word) { return channel_id{word == "-" ? "" : word}; }

}  // namespace

bool order_pace::concerns(std::uint16_t type) const noexcept {
  return is_type_of<order::order_accepted, order::attempt_started, order::payer_asked,
                    order::code_given, order::risk_judged, order::code_tried,
                    order::attempt_succeeded, order::attempt_failed, order::order_paid,
                    order::order_authorized, order::order_failed, order::revoke_requested,
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
  if (const auto* e = std::get_if<order::order_accepted>(event)) {
    accepted(at);
    open_[of] = {.type = e->type, .is_watched = alarm::somebody_waits(e->type)};
    return true;
  }
  if (const auto known = open_.find(of); known != open_.end()) follow(known, *event, at);
  return true;
}

void order_pace::follow(lines::iterator of, const order::event& e, instant when) {
  const auto end = [&] {
    payer_acted(of, when);
    settle(of, when);
    open_.erase(of);
  };
  std::visit(
      overloaded{
          [&](const order::attempt_started& s) { begin(of, s.channel, when); },
          [&](const order::payer_asked& p) {
            if (!p.action) return;  // at the till, or in an app, he knows already
            settle(of, when);  // a code from his phone may take him minutes
            ask_payer(of, of->second.latest, when);
          },
          [&](const order::risk_judged& j) {
            if (j.verdict == order::risk_verdict::verify)
              ask_payer(of, channel_id{std::string(risk_service)}, when);
          },
          [&](const order::code_given&) { payer_acted(of, when); },
          [&](const order::code_tried&) { payer_acted(of, when); },
          [&](const order::attempt_succeeded&) { payer_acted(of, when); },
          [&](const order::attempt_failed&) { payer_acted(of, when); },
          [&](const order::revoke_requested&) { payer_acted(of, when); },
          [&](const order::order_paid&) { end(); },
          [&](const order::order_authorized&) { end(); },
          [&](const order::order_failed&) { end(); },
          [&](const order::order_revoked&) { end(); },
          [&](const order::operator_needed&) { end(); },
          [](const auto&) {},
      },
      e);
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
void order_pace::begin(lines::iterator of, const channel_id& channel, instant when) {
  auto& o = of->second;
  o.latest = channel;
  if (!o.is_watched || !o.first.value().empty()) return;
  o.first = channel;
  o.begun = when;
  found_.push_back({alarm::order_begun{of->first, {channel, o.type}}, when});
}

void order_pace::ask_payer(lines::iterator of, const channel_id& by, instant when) {
  of->second.latest = by;
  of->second.asked = when;
  found_.push_back({alarm::payer_asked{of->first, {by, of->second.type}}, when});
}

void order_pace::payer_acted(lines::iterator of, instant when) {
  if (std::exchange(of->second.asked, std::nullopt))
    found_.push_back({alarm::payer_acted{of->first}, when});
}

void order_pace::settle(lines::iterator of, instant when) {
  if (std::exchange(of->second.is_watched, false))
    found_.push_back({alarm::order_settled{of->first}, when});
}

bool order_pace::flush() {
  tells_->hear_in_order(std::exchange(found_, {}));
  return true;
}

follower::snapshot order_pace::state() const {
  std::ostringstream out;
  for (const auto& [of, o] : open_)
    out << of << ' ' << name_of(o.type) << ' ' << o.begun.time_since_epoch().count() << ' '
        << o.is_watched << ' ' << o.asked.value_or(instant{}).time_since_epoch().count() << ' '
        << word_of(o.first) << ' ' << word_of(o.latest) << '\n';
  return {pace_version, out.str()};
}

bool order_pace::restore(const snapshot& from) {
  if (from.bytes.empty()) return true;
  if (from.version == 0 || from.version > pace_version) return false;
  std::istringstream in(from.bytes);
  std::string text;
  while (std::getline(in, text))
    if (!read(text, from.version)) return false;
  std::ranges::sort(found_, {}, &heard_fact::at);
  return flush();
}

/// In the first form a line was "of type begun channel", of those for which somebody waits.
bool order_pace::read(const std::string& written, std::uint32_t version) {
  std::istringstream words(written);
  alarm::order_key of = 0;
  std::string type, first, latest;
  std::int64_t begun = 0, asked = 0;
  bool is_watched = true;
  words >> of >> type >> begun;
  if (version > 1) words >> is_watched >> asked;
  const auto known = business_type_from_name(type);
  if (!words || !known) return false;
  words >> first >> latest;
  auto& o = open_[of] = {
      .type = *known,
      .is_watched = is_watched,
      .first = channel_of(first),
      .latest = channel_of(version > 1 ? latest : first),
      .begun = instant{millis{begun}}};
  if (asked != 0) o.asked = instant{millis{asked}};
  if (is_watched && !o.first.value().empty())
    found_.push_back({alarm::order_begun{of, {o.first, o.type}}, o.begun});
  if (o.asked) found_.push_back({alarm::payer_asked{of, {o.latest, o.type}}, *o.asked});
  return true;
}

}  // namespace sluice
