#include "actors/follow/meter.hpp"

#include <sstream>

namespace sluice {
namespace {

constexpr std::uint32_t form_version = 1;
constexpr std::string_view event_word = "event ";

}  // namespace

const std::vector<event_type>& all_event_types() {
  static const auto all = [] {
    std::vector<event_type> out;
    for (std::uint16_t n = 0; n < most_event_types; ++n)
      if (const auto known = event_type_from_number(n)) out.push_back(*known);
    return out;
  }();
  return all;
}

meter::figures meter::now() const {
  const std::lock_guard held(lock_);
  figures out{.events = {}, .orders = shown_orders_};
  for (const auto type : all_event_types())
    out.events.emplace_back(type, shown_events_[static_cast<std::size_t>(type)]);
  return out;
}

/// What cannot be read is counted as what its header calls it; the alarms tell of it, and `sluice
/// audit verify`.
bool meter::take(const decoded_record& r) {
  const auto type = r.record().type;
  if (type >= most_event_types) return true;
  const bool is_orders = type >= static_cast<std::uint16_t>(event_type::first_of_order) &&
                         type <= static_cast<std::uint16_t>(event_type::last_of_order);
  const auto* said = is_orders ? std::get_if<decoded>(&r.content()) : nullptr;
  if (said != nullptr)
    if (const auto* e = std::get_if<order::event>(&said->event))
      orders_.take(r.record().stream, *e);
  ++events_[type];
  return true;
}

bool meter::flush() {
  const std::lock_guard held(lock_);
  shown_events_ = events_;
  shown_orders_ = orders_.counts();
  return true;
}

follower::snapshot meter::state() const {
  std::string text;
  for (std::size_t type = 0; type < events_.size(); ++type)
    if (events_[type] != 0)
      text.append(event_word)
          .append(std::to_string(type))
          .append(1, ' ')
          .append(std::to_string(events_[type]))
          .append(1, '\n');
  orders_.write_to(text);
  return {form_version, std::move(text)};
}

bool meter::restore(const snapshot& from) {
  by_type events{};
  order_watch orders;
  std::istringstream lines(from.bytes);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(event_word)) {
      if (!orders.read(line)) return false;
      continue;
    }
    std::istringstream in(line.substr(event_word.size()));
    std::size_t type = 0;
    std::uint64_t count = 0;
    if (!(in >> type >> count) || type >= most_event_types) return false;
    events[type] = count;
  }
  if (from.version != form_version) return false;
  events_ = events;
  orders_ = std::move(orders);
  return flush();
}

}  // namespace sluice
