#include "domain/alarm/payer_rules.hpp"

#include <algorithm>

namespace sluice::alarm {
namespace {

constexpr std::uint32_t quick_in_a_row_is_clear = 3;

}  // namespace

payer_rules::line& payer_rules::line_of(const std::string& path) {
  return paths_.try_emplace(path, line{two_counts(t_.payer_slow_window), 0, begun_}).first->second;
}

void payer_rules::wait_for(const payer_asked& p, instant due) {
  forget(p.order);
  waiting_.emplace(p.order, waiting{to_text(p.where), due});
  due_.emplace(due, p.order);
}

void payer_rules::forget(order_key order) {
  const auto at = waiting_.find(order);
  if (at == waiting_.end()) return;
  due_.erase({at->second.due, order});
  waiting_.erase(at);
}

void payer_rules::take(const payer_asked& p, instant asked, instant now) {
  const auto due = asked + t_.payer_slow_after;
  if (asked >= begun_) return wait_for(p, due);
  if (due > now) wait_for(p, std::max(due, now + t_.held));
}

void payer_rules::take(const payer_acted& p, instant now) {
  const auto at = waiting_.find(p.order);
  if (at == waiting_.end()) return;  // he is slow already, or nobody waits for him
  auto& of = line_of(at->second.path);
  of.payers.count(false, now);
  ++of.quick_in_a_row;
  of.last_payer = now;
  forget(p.order);
}

void payer_rules::look(instant now, std::vector<match>& found) {
  while (!due_.empty() && due_.begin()->first <= now) {
    const auto order = due_.begin()->second;
    const auto path = waiting_.at(order).path;
    forget(order);
    auto& of = line_of(path);
    of.payers.count(true, now);
    of.quick_in_a_row = 0;
    of.last_payer = now;
    if (!are_too_many_slow(of, now)) continue;
    const auto& all = of.payers.at(now);
    found.push_back(
        {kind::payer_slow, path, all.bad,
         "of the last " + std::to_string(all.all()) + " payers who were waited for on " + path +
             ", " + std::to_string(all.bad) + " took more than " +
             std::to_string(t_.payer_slow_after.count() / 1000) + " s"});
  }
}

bool payer_rules::are_too_many_slow(line& of, instant now) const {
  const auto& all = of.payers.at(now);
  return all.all() >= t_.payer_slow_least && all.bad * 100 >= all.all() * t_.payer_slow_percent;
}

/// Where hardly anybody is waited for any more a few quick ones show it.
bool payer_rules::is_clear(const std::string& key, instant now) {
  auto& of = line_of(key);
  if (of.payers.at(now).all() < t_.payer_slow_least)
    return of.quick_in_a_row >= quick_in_a_row_is_clear;
  return !are_too_many_slow(of, now);
}

instant payer_rules::last_heard(const std::string& key) const {
  const auto at = paths_.find(key);
  return at == paths_.end() ? begun_ : at->second.last_payer;
}

std::optional<instant> payer_rules::next_due() const {
  return due_.empty() ? std::nullopt : std::optional(due_.begin()->first);
}

}  // namespace sluice::alarm
