#include "actors/merchant/merchant_actor.hpp"

#include "actors/order/pay_command.hpp"
#include "base/invariant.hpp"
#include "base/overloaded.hpp"
#include "events/stream_name.hpp"

namespace sluice {
merchant_actor::merchant_actor(caf::actor_config& cfg, needs own, merchant_settings settings)
    : event_based_actor(cfg),
      needs_(std::move(own)),
      settings_(std::move(settings)),
      rights_{settings_.enabled, settings_.business_types, settings_.channels},
      stream_(needs_.stream, merchant_stream(settings_.id)) {}

caf::behavior merchant_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  stream_.update(this, merchant::configured{settings_.id, settings_.enabled,
                                            settings_.business_types, settings_.channels});
  return {
      [this](batch<errand>& b) {
        for (auto& e : b.all) take(e);
        to_orders_.send_all(*this);
      },
      [](const written&) {},
      [this](const stop_now&) { quit(); },
  };
}

void merchant_actor::take(errand& e) {
  auto m = translate(e);
  m.waits->who = e.who;
  m.why = std::move(e.why);
  m.guard = std::move(e.guard);
  const auto& shard = needs_.orders->of(m.order);
  to_orders_.put(shard, std::move(m));
}

order_message merchant_actor::translate(errand& e) const {
  const auto about =
      [](const order_id& order, order_input what, reply_when when, refund_no refund = {}) {
        return order_message{
            .order = order, .what = std::move(what), .waits = waiter{0, when, std::move(refund)}};
      };
  return std::visit(
      overloaded{
          [&](create_order& q) {
            auto m = admit_order(q);
            if (!m.unless_known) m.unless_known = std::move(e.unless_known);
            m.waits = waiter{0, e.when, {}};
            return m;
          },
          [&](get_order& q) { return about(q.order, look{}, reply_when::accepted); },
          [&](revoke_order& q) {
            return about(q.order, order::command{order::revoke{q.body}}, e.when);
          },
          [&](create_refund& q) {
            return about(q.order, order::command{order::refund_order{q.refund, q.amount, q.body}},
                         e.when, q.refund);
          },
          [&](get_refund& q) { return about(q.order, look{}, reply_when::accepted, q.refund); },
          [&](resolve_order& q) {
            return about(
                q.order, order::command{q.verdict}, reply_when::accepted, q.verdict.refund);
          },
          [](list_channels&) -> order_message {
            broken_invariant("channel.list is answered by the front desk", __FILE__, __LINE__);
          },
      },
      e.ask);
}

order_message merchant_actor::admit_order(create_order& q) const {
  auto admitted = admit(
      rights_, needs_.channels,
      {.type = q.type,
       .unit = q.amount.unit,
       .payment_code = q.payment_code.reveal(),
       .channel = q.channel});
  auto command = pay_command(std::move(q));
  auto* no = std::get_if<rejection>(&admitted);
  if (no == nullptr) command.route = std::move(std::get<merchant::route>(admitted));
  order_message m{.order = command.order, .what = order::command{std::move(command)}};
  if (no != nullptr) m.unless_known = std::move(*no);
  return m;
}

}  // namespace sluice
