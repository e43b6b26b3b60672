#include "sim/judges/rules_judge.hpp"

#include <algorithm>

#include "base/overloaded.hpp"
#include "domain/routing/explanation.hpp"

namespace sluice::sim {
namespace {

template <class T>
bool names(const std::vector<T>& all, const T& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

/// As far as made-up people make rules: by merchant, kind of business and amount.
bool is_about(const routing::rule& r, const written_route& e) {
  const auto& when = r.when;
  if (!when.merchants.empty() && !names(when.merchants, e.order.merchant)) return false;
  if (!when.business_types.empty() && !names(when.business_types, e.type)) return false;
  if (when.unit && *when.unit != e.amount.unit) return false;
  if (when.amount_from && e.amount.minor_units < *when.amount_from) return false;
  return !when.amount_to || e.amount.minor_units <= *when.amount_to;
}

}  // namespace

void rules_judge::durable(const routing::event& e) {
  auto next = versions_.back().all;
  std::visit(
      overloaded{
          [&](const routing::rules_configured& c) {
            rules said;
            for (const auto& r : c.in_file.rules) said.emplace(r.name, r);
            for (const auto& [name, r] : in_file_)
              if (!said.contains(name)) next.erase(name);
            for (const auto& [name, r] : said)
              if (const auto old = in_file_.find(name); old == in_file_.end() || old->second != r)
                next.insert_or_assign(name, r);
            in_file_ = std::move(said);
          },
          [&](const routing::rules_changed& c) {
            if (const auto* set = std::get_if<routing::rule_set>(&c.what))
              next.insert_or_assign(set->what.name, set->what);
            else
              next.erase(std::get<routing::rule_dropped>(c.what).name);
          },
      },
      e);
  versions_.push_back({std::move(next), time_->now()});
}

const channel_id* rules_judge::taken_from(const rules& all, const written_route& e) {
  for (const auto& channel : e.route)
    for (const auto& [name, r] : all)
      if (is_about(r, e) && (names(r.never, channel) || names(r.maintenance, channel) ||
                             (!r.only.empty() && !names(r.only, channel))))
        return &channel;
  return nullptr;
}

void rules_judge::written(const written_route& e) const {
  const auto why = routing::unpack(e.explanation);
  if (!why) return;  // the route judge's matter
  const std::size_t at = why->rules_position;
  if (at >= versions_.size()) return guilty(e.order, "goes by rules that are not durable");
  // What was decided in this moment may not have seen what became durable in it.
  const bool is_old = at + 1 < versions_.size() &&
                      versions_[at + 1].from < machine_->decided_from() && began_ != time_->now();
  if (is_old) return guilty(e.order, "goes by rules that do not hold any more");
  if (const auto* channel = taken_from(versions_[at].all, e))
    guilty(e.order, "leads to " + channel->value() + ", which a rule takes away");
}

void rules_judge::begins(const order_facts& o) const {
  if (began_ == time_->now()) return;  // decided before the process died, by whatever held then
  const written_route now{o.id, o.type, o.amount, o.route, {}};
  for (auto v = versions_.rbegin(); v != versions_.rend(); ++v) {
    if (taken_from(v->all, now) == nullptr) return;
    if (v->from < machine_->decided_from()) break;
  }
  guilty(o.id, "was held and begins on a channel that a rule takes away");
}

bool rules_judge::may_take_away_since(world_time since) const {
  for (std::size_t i = 0; i < versions_.size(); ++i) {
    const bool held_then = i + 1 == versions_.size() || versions_[i + 1].from >= since;
    if (held_then && std::any_of(versions_[i].all.begin(), versions_[i].all.end(), [](auto& r) {
          return !r.second.never.empty() || !r.second.maintenance.empty() || !r.second.only.empty();
        }))
      return true;
  }
  return false;
}

}  // namespace sluice::sim
