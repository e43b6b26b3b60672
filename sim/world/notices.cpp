#include "sim/world/notices.hpp"

#include <algorithm>

#include "domain/order/state.hpp"

namespace sluice::sim {
namespace {
constexpr millis longest_pause{600'000};
}

void notices::send(channel_notification n, millis pause) {
  const auto acknowledged = std::make_shared<bool>(false);
  if (!dice_.strikes(hazard::notice_lost) && process_->runs()) {
    scene_->tale.tell({n.channel.value(), "tells the engine:", name_of(n.found), n.key.value()});
    scene_->judges.calls.told(n);
    scene_->judges.book.told(n);
    process_->notify(n, [this, acknowledged, n, alive = process_->current()](bool taken) {
      if (!alive || !taken) return;
      *acknowledged = true;
      scene_->judges.calls.acknowledged(n);
    });
  }
  scene_->time.after(pause, [this, acknowledged, n = std::move(n), pause]() mutable {
    if (!*acknowledged) send(std::move(n), std::min(pause * 2, longest_pause));
  });
}

}  // namespace sluice::sim
