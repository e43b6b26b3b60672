#include "sim/world/notices.hpp"

#include <algorithm>

#include "domain/order/state.hpp"

namespace sluice::sim {
namespace {
constexpr millis longest_pause{600'000};
constexpr millis patience = std::chrono::hours{25};  // as Alipay's
}  // namespace

void notices::send(channel_notification n) {
  send(std::move(n), millis{5000}, scene_->time.now() + patience);
}

void notices::send(agreement_notice n) {
  send(std::move(n), millis{5000}, scene_->time.now() + patience);
}

std::optional<channel_notification> notices::heard(const channel_notification& n) const {
  return ears_.of_payments(n);
}
std::optional<agreement_notice> notices::heard(const agreement_notice& n) const {
  return ears_.of_agreements(n);
}

void notices::tell_judges(const channel_notification& n) {
  scene_->tale.tell({n.channel.value(), "tells the engine:", name_of(n.found), n.key.value()});
  scene_->judges.calls.told(n);
  scene_->judges.book.told(n);
}

void notices::tell_judges(const agreement_notice& n) {
  scene_->tale.tell({n.channel.value(), "tells the engine:", name_of(n.said.found), n.key.value()});
}

template <class Notice>
void notices::send(Notice n, millis pause, world_time give_up) {
  const auto acknowledged = std::make_shared<bool>(false);
  const bool arrives = !dice_.strikes(hazard::notice_lost) && process_->runs();
  if (const auto told = arrives ? heard(n) : std::nullopt) {
    tell_judges(*told);
    process_->notify(
        *told, [this, acknowledged, n = *told, alive = process_->current()](bool taken) {
          if (!alive || !taken) return;
          *acknowledged = true;
          if constexpr (std::is_same_v<Notice, channel_notification>)
            scene_->judges.calls.acknowledged(n);
        });
  }
  if (scene_->time.now() >= give_up) return;
  scene_->time.after(pause, [this, acknowledged, n = std::move(n), pause, give_up]() mutable {
    if (!*acknowledged) send(std::move(n), std::min(pause * 2, longest_pause), give_up);
  });
}

}  // namespace sluice::sim
