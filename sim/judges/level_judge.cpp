#include "sim/judges/level_judge.hpp"

#include <algorithm>

#include "base/overloaded.hpp"

namespace sluice::sim {

using merchant::level;

void level_judge::durable(const degradation::event& e) {
  const auto* file = std::get_if<degradation::rules_configured>(&e);
  if (file == nullptr) return;
  for (const auto& r : file->rules) rules_.insert_or_assign(r.name, r);
}

void level_judge::durable(const merchant::event& e) {
  const auto* d = std::get_if<merchant::degraded>(&e);
  if (d == nullptr) return;
  for (const auto& row : business_policies) {
    if (d->type && *d->type != row.type) continue;
    const whose w{d->merchant, row.type};
    auto& [of_people, of_rules, keeps_waiting] = of(w);
    std::visit(
        overloaded{
            [&](const signed_by&) {
              of_people.says(d->what.to, d->what.until);
              of_rules.says({});
              keeps_waiting.says({});
            },
            [&](const by_rule& which) {
              judge_rule(w, *d, which.name);
              of_rules.says(d->what.to, d->what.until);
              keeps_waiting.says(
                  waits_for_paths(*d, which.name) ? level::normal : d->what.to, d->what.until);
            },
        },
        d->who);
  }
}

/// How many of its orders were refused is not counted again here; with fewer creates than that it
/// cannot have been.
void level_judge::judge_rule(const whose& w, const merchant::degraded& e, const std::string& name) {
  const auto known = rules_.find(name);
  if (known == rules_.end()) return guilty(name, "is no rule of the file, and has done something");
  const auto& r = known->second;
  const auto is_for = [](const auto& some, const auto& one) {
    return some.empty() || std::count(some.begin(), some.end(), one) > 0;
  };
  if (!is_for(r.merchants, w.first) || !is_for(r.business_types, w.second))
    return guilty(name, "is a rule about others than " + w.first.value());
  if (e.what.to != r.to || e.what.per_second != r.per_second)
    return guilty(name, "says another level than it has done");
  const bool is_sure = !machine_->was_set_since(machine_->decided_from()) && is_settled();
  if (!e.what.until || (is_sure && *e.what.until > machine_->clock() + r.holds))
    return guilty(name, "holds for longer than it says");
  const auto& all = asked_[w];
  const auto lately = std::count_if(all.begin(), all.end(), [&](world_time at) {
    return at + r.lasts > machine_->decided_from();
  });
  const bool stood_still = machine_->last_standstill().to + r.lasts >= time_->now();
  if (r.when == merchant::level_cause::over_its_limits && lately < r.refusals && is_settled() &&
      !stood_still)
    guilty(name, "has done something, and " + w.first.value() + " has sent next to nothing");
}

bool level_judge::waits_for_paths(const merchant::degraded& e, const std::string& rule) const {
  const auto known = rules_.find(rule);
  return e.what.to == level::accept_only && known != rules_.end() &&
         known->second.when == merchant::level_cause::all_paths_open;
}

level_judge::books& level_judge::of(const whose& w) {
  const book empty(*time_, *machine_);
  return books_.try_emplace(w, books{empty, empty, empty}).first->second;
}

std::set<level> level_judge::harder_of(const std::vector<const level*>& people,
                                       const std::vector<const level*>& rules) {
  std::set<level> out;
  const auto meant = [](const level* l) { return l != nullptr ? *l : level::normal; };
  for (const auto* p : people)
    for (const auto* r : rules) out.insert(std::max(meant(p), meant(r)));
  return out;
}

void level_judge::accepted(const order::order_accepted& e) {
  if (!is_settled()) return;
  const auto& b = of({e.order.merchant, e.type});
  const auto levels = harder_of(b.of_people.now(), b.of_rules.now());
  const bool may_hold = levels.contains(level::accept_only) && !policy_of(e.type).payer_waits;
  if (e.is_held && !may_hold) guilty(to_string(e.order), "is held, and nothing holds it");
  if (!e.is_held && !levels.contains(level::normal) && !levels.contains(level::throttled))
    guilty(to_string(e.order), "is accepted, and its merchant's level lets nothing begin");
}

void level_judge::begins(const order_facts& o) {
  if (!is_settled()) return;
  const auto& b = of({o.id.merchant, o.type});
  const auto levels = harder_of(b.of_people.now(), b.keeps_waiting.now());
  if (!levels.contains(level::normal) && !levels.contains(level::throttled))
    guilty(to_string(o.id), "was held and begins, and its merchant's level lets nothing begin");
}

bool level_judge::may_refuse(const create_order& q, world_time since) const {
  const auto known = books_.find({q.order.merchant, q.type});
  if (known == books_.end()) return false;
  const auto& b = known->second;
  const auto levels = harder_of(b.of_people.since(since), b.of_rules.since(since));
  return levels.contains(level::throttled) || levels.contains(level::refuse) ||
         (levels.contains(level::accept_only) && policy_of(q.type).payer_waits);
}

void level_judge::asked(const question& ask) {
  if (const auto* q = std::get_if<create_order>(&ask))
    asked_[{q->order.merchant, q->type}].push_back(time_->now());
}

}  // namespace sluice::sim
