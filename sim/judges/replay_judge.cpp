#include "sim/judges/replay_judge.hpp"

#include "actors/desk/view.hpp"
#include "domain/order/decide.hpp"
#include "events/codec.hpp"
#include "sim/judges/view_text.hpp"

namespace sluice::sim {

void replay_judge::durable(const order_id& id, const order::event& e, const store::record& r) {
  auto& o = orders_[id];
  if (!may_follow(o.state, e))
    return verdict_->guilty(
        promise::states_stand,
        to_string(id) + ": " + std::string(name_of(type_of(e))) + " may not follow");
  apply(o.state, e, time_of(r));
  o.views.emplace(r.position, text_of(view_of(o.state, r.position)));
}

void replay_judge::answered(const order_view& v) {
  const auto& views = orders_[v.order].views;
  const auto known = views.find(v.sequence);
  if (known == views.end() || known->second == text_of(v)) return;
  verdict_->guilty(
      promise::states_stand, "the living order says " + text_of(v) + ", its log " + known->second);
}

}  // namespace sluice::sim
