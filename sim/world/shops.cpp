#include "sim/world/shops.hpp"

namespace sluice::sim {
namespace {

using std::chrono_literals::operator""s;
using std::chrono_literals::operator""ms;

/// After so long the sender gives up waiting.
constexpr millis sender_waits = 15s;

}  // namespace

void shops::send(webhook_message what, on_answer heard) noexcept {
  if (!process_) return;
  scene_->judges.webhooks.sent(what);
  const auto a = answer_to(what);
  const auto takes =
      a.what == webhook::outcome::silent ? sender_waits : dice_.roll().between(1ms, 2000ms);
  scene_->tale.tell({"engine -> shop", to_string(what.to), what.event, to_string(what.order.order),
                     std::to_string(what.position)});
  scene_->time.after(takes, [this_process = process_, judges = &scene_->judges, a,
                             what = std::move(what), heard = std::move(heard)] {
    if (!this_process) return;
    judges->webhooks.answered(what, a);
    heard(a);
  });
}

webhook::answer shops::answer_to(const webhook_message& m) {
  using webhook::outcome;
  if (dice_.strikes(hazard::shop_gone)) return {outcome::gone, {}};
  if (dice_.strikes(hazard::shop_unreachable)) return {outcome::silent, {}};
  if (dice_.strikes(hazard::shop_too_busy))
    return {outcome::too_busy, millis{dice_.roll().between(0s, 600s)}};
  if (dice_.strikes(hazard::shop_refuses)) return {outcome::refused, {}};
  scene_->judges.webhooks.arrived(m);
  if (dice_.strikes(hazard::shop_answer_lost)) return {outcome::silent, {}};
  return {outcome::taken, {}};
}

}  // namespace sluice::sim
