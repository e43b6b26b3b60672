#include "sim/judges/essential_judge.hpp"

#include <algorithm>

namespace sluice::sim {
namespace {

template <class T>
bool names(const std::vector<T>& all, const T& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

void essential_judge::durable(const degradation::event& e) {
  const auto* d = std::get_if<degradation::degraded>(&e);
  if (d == nullptr) return;
  if (d->what.to == degradation::level::normal)
    book_.says({});
  else
    book_.says(d->what, d->what.until);
}

bool essential_judge::is_right_now(business_type type, const std::vector<channel_id>& by) const {
  if (began_ == time_->now()) return true;
  const auto all = book_.now();
  return std::any_of(all.begin(), all.end(), [&](const wish* w) {
    return w == nullptr ||
           (names(w->business_types, type) &&
            std::all_of(by.begin(), by.end(), [&](auto& c) { return names(w->channels, c); }));
  });
}

void essential_judge::accepted(const order::order_accepted& e) const {
  if (!is_right_now(e.type, e.route))
    verdict_->guilty(promise::states_stand,
                     to_string(e.order) + " is accepted, and is not among what is essential");
}

void essential_judge::begins(const order_facts& o, const channel_id& by) const {
  if (!is_right_now(o.type, {by}))
    verdict_->guilty(promise::states_stand,
                     to_string(o.id) + " was held and begins, and is not among what is essential");
}

bool essential_judge::may_refuse(const create_order& q, const std::vector<channel_id>& has,
                                 world_time since) const {
  const auto all = book_.since(since);
  return std::any_of(all.begin(), all.end(), [&](const wish* w) {
    if (w == nullptr) return false;
    const auto is_left_out = [&](const channel_id& c) { return !names(w->channels, c); };
    return !names(w->business_types, q.type) || std::any_of(has.begin(), has.end(), is_left_out);
  });
}

bool essential_judge::may_be_off(world_time since) const {
  const auto all = book_.since(since);
  return std::any_of(all.begin(), all.end(), [](const wish* w) { return w != nullptr; });
}

}  // namespace sluice::sim
