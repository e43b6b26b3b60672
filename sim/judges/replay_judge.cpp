#include "sim/judges/replay_judge.hpp"

#include "actors/access/access_view.hpp"
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

void replay_judge::register_is(const answer& list) {
  const auto compare = [&](const auto& told, const auto& page) {
    const auto by_log = view_of(register_, page);
    const auto& wanted = std::get<std::remove_cvref_t<decltype(told)>>(by_log);
    if (text_of(told) != text_of(wanted))
      verdict_->guilty(promise::states_stand, "the living register says " + text_of(told) +
                                                  ", its log " + text_of(wanted));
  };
  if (const auto* p = std::get_if<principal_list>(&list)) compare(*p, list_principals{.most = 500});
  if (const auto* k = std::get_if<key_list>(&list)) compare(*k, list_keys{.most = 500});
}

void replay_judge::rulebook_is(const answer& told) {
  const auto* b = std::get_if<rulebook_view>(&told);
  if (b != nullptr && (b->rules != rules_.rules || b->how != rules_.how))
    verdict_->guilty(promise::states_stand, "the living rulebook is not what its log says");
}

void replay_judge::engine_is(const answer& told, instant clock) {
  const auto* e = std::get_if<engine_view>(&told);
  if (e == nullptr) return;
  const bool holds = is_unusual(degradation_.now, clock);
  if (e->now != (holds ? degradation_.now : degradation::level_wish{}) ||
      e->from != (holds ? degradation_.from : origin{}))
    verdict_->guilty(promise::states_stand, "the living engine's level is not what its log says");
}

}  // namespace sluice::sim
