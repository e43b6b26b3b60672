#include "actors/webhook/deliveries.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include "base/keyed_hash.hpp"

namespace sluice {
namespace {

/// The pauses of two endpoints, or of two events, have nothing to do with each other; those of one
/// try are the same in every replay. Nothing is secret about them.
std::uint64_t luck_of(const webhook_delivery& d, instant now) {
  const auto drawn = keyed_hash(hash_key{}, to_string(d.to) + ' ' + std::to_string(d.event) + ' ' +
                                                std::to_string(now.time_since_epoch().count()));
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < sizeof out; ++i) out = out << 8U | drawn[i];
  return out;
}

rejection beyond(webhook::position last) {
  return {
      rejection_code::setting_out_of_range, "from_sequence",
      "must be at most " + std::to_string(last) + ", the last event that merchants are told of"};
}

webhook_view view(const std::string& name, const webhook::endpoint& e, const webhook_tries& last) {
  webhook_view out{.endpoint = name,
                   .state = e.is_struggling() ? "struggling" : "enabled",
                   .waiting = e.waiting().size(),
                   .is_behind = e.is_behind(),
                   .tries = {last.all().begin(), last.all().end()}};
  if (const auto failure = e.last_failure()) out.why = name_of(*failure);
  if (!e.waiting().empty()) out.oldest = e.waiting().begin()->first;
  if (e.is_disabled() != webhook::disabled_by::nobody) {
    out.state = "disabled";
    out.why = name_of(e.is_disabled());
  }
  return out;
}

}  // namespace

deliveries::deliveries(const std::vector<webhook::endpoint_id>& all) {
  for (const auto& id : all) {
    of_merchant_[id.merchant].push_back(&all_[id]);
    tries_[id];
  }
}

void deliveries::offer(const merchant_id& m, webhook::position event, instant now) {
  const std::lock_guard lock(mutex_);
  if (event <= reached_) return;
  for (auto* e : of_merchant_.at(m)) e->offer(event, now);
  reached_ = event;
}

std::string deliveries::text() {
  const std::lock_guard lock(mutex_);
  auto out = std::to_string(reached_) + '\n';
  for (const auto* endpoints : {&all_, &absent_})
    for (const auto& [id, e] : *endpoints)
      if (e.has_anything()) out += id.merchant.value() + ' ' + id.name + ' ' + e.text() + '\n';
  has_changed_ = false;
  return out;
}

bool deliveries::restore(const std::string& text, instant now) {
  const std::lock_guard lock(mutex_);
  std::istringstream lines{text};
  webhook::position reached = 0;
  if (!(lines >> reached >> std::ws)) return false;
  auto next = all_;
  decltype(absent_) absent;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream in{line};
    std::string merchant, name, rest;
    in >> merchant >> name >> std::ws;
    std::getline(in, rest);
    auto e = webhook::endpoint::from_text(rest, now);
    if (!e) return false;
    const webhook::endpoint_id id{merchant_id{merchant}, name};
    (next.contains(id) ? next : absent)[id] = *std::move(e);
  }
  absent_ = std::move(absent);
  for (auto& [id, e] : next) all_.at(id) = std::move(e);  // others point into it
  reached_ = reached;
  return true;
}

std::vector<std::pair<webhook::endpoint_id, std::size_t>> deliveries::absent() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::pair<webhook::endpoint_id, std::size_t>> out;
  for (const auto& [id, e] : absent_) out.emplace_back(id, e.waiting().size());
  return out;
}

bool deliveries::has_changed() const {
  const std::lock_guard lock(mutex_);
  return has_changed_;
}

std::optional<webhook_delivery> deliveries::next(instant now) {
  const std::lock_guard lock(mutex_);
  for (auto& [id, e] : all_)
    if (const auto event = e.next(now)) return webhook_delivery{id, *event};
  return std::nullopt;
}

std::optional<instant> deliveries::next_due() const {
  const std::lock_guard lock(mutex_);
  std::optional<instant> first;
  for (const auto& [id, e] : all_)
    if (const auto due = e.next_due(); due && (!first || *due < *first)) first = due;
  return first;
}

delivery_turn deliveries::answered(const webhook_delivery& d, const webhook::answer& a,
                                   instant sent, instant now) {
  const std::lock_guard lock(mutex_);
  has_changed_ = true;
  tries_.at(d.to).add({.event = d.event, .at = sent, .took = now - sent, .said = a});
  auto& e = all_.at(d.to);
  const auto what = e.answered(d.event, a, now, luck_of(d, now));
  return {what, a.what != webhook::outcome::taken && !e.waiting().contains(d.event)};
}

std::vector<webhook::endpoint_id> deliveries::ids() const {
  const std::lock_guard lock(mutex_);
  std::vector<webhook::endpoint_id> out;
  for (const auto& [id, e] : all_) out.push_back(id);
  return out;
}

webhook::disabled_by deliveries::is_disabled(const webhook::endpoint_id& id) const {
  const std::lock_guard lock(mutex_);
  return all_.at(id).is_disabled();
}

void deliveries::be_disabled(const webhook::endpoint_id& id, webhook::disabled_by why) {
  const std::lock_guard lock(mutex_);
  has_changed_ = true;
  all_.at(id).be_disabled(why);
}

void deliveries::put_off(const webhook_delivery& d, instant until) {
  const std::lock_guard lock(mutex_);
  all_.at(d.to).put_off(d.event, until);
}

bool deliveries::has_gaps() const {
  const std::lock_guard lock(mutex_);
  return std::ranges::any_of(
      all_, [](const auto& one) { return one.second.reads_from().has_value(); });
}

webhook_gaps deliveries::gaps() const {
  const std::lock_guard lock(mutex_);
  std::vector<webhook_gaps::gap> all;
  for (const auto& [id, e] : all_)
    if (const auto from = e.reads_along_from())
      all.push_back({.of = id, .from = *from, .room = e.room()});
  return {std::move(all), reached_};
}

std::vector<webhook_view> deliveries::view_of(const merchant_id& m) const {
  const std::lock_guard lock(mutex_);
  std::vector<webhook_view> out;
  for (const auto& [id, e] : all_)
    if (id.merchant == m) out.push_back(view(id.name, e, tries_.at(id)));
  return out;
}

std::vector<std::pair<webhook::endpoint_id, webhook_view>> deliveries::all_views() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::pair<webhook::endpoint_id, webhook_view>> out;
  for (const auto& [id, e] : all_) out.emplace_back(id, view(id.name, e, tries_.at(id)));
  return out;
}

std::optional<rejection> deliveries::enable(const webhook::endpoint_id& id,
                                            std::optional<webhook::position> from, instant now) {
  const std::lock_guard lock(mutex_);
  const auto known = all_.find(id);
  if (known == all_.end()) return no_such_endpoint();
  if (from && *from > reached_) return beyond(reached_);
  has_changed_ = true;
  known->second.enable(now);
  if (from) known->second.tell_again(*from);
  return std::nullopt;
}

std::variant<std::unique_ptr<webhook_gaps>, rejection> deliveries::range_of(
    const webhook::endpoint_id& id, webhook::position from, webhook::position to) const {
  const std::lock_guard lock(mutex_);
  const auto known = all_.find(id);
  if (known == all_.end()) return no_such_endpoint();
  if (from > reached_) return beyond(reached_);
  if (to < from || to > reached_)
    return rejection{rejection_code::setting_out_of_range, "to_sequence",
                     "must be from_sequence, " + std::to_string(from) + ", to " +
                         std::to_string(reached_) + ", the last event that merchants are told of"};
  // One more than there is room for, to see whether it is too much.
  return std::make_unique<webhook_gaps>(
      std::vector<webhook_gaps::gap>{{.of = id, .from = from, .room = known->second.room() + 1}},
      to);
}

std::optional<rejection> deliveries::enable_again(const webhook_gaps& range, instant now) {
  const std::lock_guard lock(mutex_);
  const auto& asked = range.all().at(0);
  auto& e = all_.at(asked.of);
  const auto room = e.room();
  if (!e.tell_again(asked.found, now))
    return rejection{rejection_code::setting_out_of_range, "to_sequence",
                     "the endpoint has room for " + std::to_string(room) +
                         " events at once, and there are more from " + std::to_string(asked.from) +
                         " on: give a smaller range, or from_sequence alone"};
  has_changed_ = true;
  e.enable(now);
  return std::nullopt;
}

void deliveries::read(const webhook_gaps& gaps, instant now) {
  const std::lock_guard lock(mutex_);
  has_changed_ = true;
  for (const auto& g : gaps.all()) {
    const auto read_to = gaps.read_to(g);
    if (read_to + 1 < g.from) continue;
    all_.at(g.of).read(g.found, read_to + 1, read_to >= reached_, now);
  }
}

}  // namespace sluice
