#include "actors/alarm/alarm_facts.hpp"

#include <algorithm>
#include <sstream>

#include "actors/mail/inbox.hpp"

namespace sluice {
namespace {

/// "7 1700000000000 special_state 42 key", a tab and the detail: of what happened; conditions have
/// "on" or "off" in the place of the order.
std::string line_of(const heard_fact& h) {
  const auto one_line = [](std::string text) {
    std::ranges::replace_if(text, [](unsigned char c) { return c < ' '; }, ' ');
    return text;
  };
  std::ostringstream out;
  out << h.from << ' ' << h.at.time_since_epoch().count() << ' ';
  if (const auto* e = std::get_if<alarm::happened>(&h.what))
    out << name_of(e->what) << ' ' << e->order << ' ' << one_line(e->key) << '\t'
        << one_line(e->detail);
  if (const auto* c = std::get_if<alarm::condition>(&h.what))
    out << name_of(c->what) << ' ' << (c->is_on ? "on" : "off") << ' ' << one_line(c->key) << '\t'
        << one_line(c->detail);
  return out.str();
}

std::optional<heard_fact> fact_from(const std::string& line) {
  std::istringstream in(line);
  heard_fact out;
  std::int64_t at = 0;
  std::string kind, which, key, detail;
  in >> out.from >> at >> kind >> which >> std::ws;
  const auto known = alarm::kind_from_name(kind);
  if (!in || !known || !std::getline(in, key, '\t')) return std::nullopt;
  std::getline(in, detail);
  out.at = instant{millis{at}};
  if (which == "on" || which == "off") {
    out.what = alarm::condition{*known, key, which == "on", detail};
    return out;
  }
  if (which.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  out.what = alarm::happened{*known, key, std::strtoull(which.c_str(), nullptr, 10), detail};
  return out;
}

}  // namespace

void alarm_facts::lead_to(const caf::actor& owner) {
  const std::lock_guard held(lock_);
  owner_ = owner;
  if (!waiting_.empty()) caf::anon_send(owner_, inbox_filled{});
}

void alarm_facts::let_go() {
  const std::lock_guard held(lock_);
  owner_ = nullptr;
}

/// Under the lock, so that nobody is told who has been let go.
void alarm_facts::wake(bool was_empty) {
  if (was_empty && owner_) caf::anon_send(owner_, inbox_filled{});
}

void alarm_facts::hear(alarm::fact what, instant at) noexcept {
  const std::lock_guard held(lock_);
  if (in_passing_ >= most_in_passing) {
    ++lost_;
    return;
  }
  ++in_passing_;
  const bool was_empty = waiting_.empty();
  waiting_.push_back({std::move(what), at});
  wake(was_empty);
}

void alarm_facts::hear_for_sure(heard_fact what) {
  const std::lock_guard held(lock_);
  unsettled_.push_back(what);
  const bool was_empty = waiting_.empty();
  waiting_.push_back(std::move(what));
  wake(was_empty);
}

void alarm_facts::hear_in_order(std::vector<heard_fact> all) {
  if (all.empty()) return;
  const std::lock_guard held(lock_);
  const bool was_empty = waiting_.empty();
  for (auto& h : all) waiting_.push_back(std::move(h));
  wake(was_empty);
}

bool alarm_facts::has_room() const {
  const std::lock_guard held(lock_);
  return waiting_.size() < most_waiting;
}

std::vector<heard_fact> alarm_facts::take() {
  const std::lock_guard held(lock_);
  in_passing_ = 0;
  return std::exchange(waiting_, {});
}

void alarm_facts::settle(store::sequence up_to) {
  const std::lock_guard held(lock_);
  for (; !unsettled_.empty() && unsettled_.front().from <= up_to; unsettled_.pop_front())
    has_changed_ = true;
}

std::uint64_t alarm_facts::lost() const {
  const std::lock_guard held(lock_);
  return lost_;
}

std::string alarm_facts::text() {
  const std::lock_guard held(lock_);
  has_changed_ = false;
  std::string out;
  for (const auto& h : unsettled_) out += line_of(h) + '\n';
  return out;
}

bool alarm_facts::restore(const std::string& text) {
  std::istringstream in(text);
  std::string line;
  while (std::getline(in, line)) {
    auto h = fact_from(line);
    if (!h) return false;
    hear_for_sure(*std::move(h));
  }
  return true;
}

bool alarm_facts::has_changed() const {
  const std::lock_guard held(lock_);
  return has_changed_;
}

}  // namespace sluice
