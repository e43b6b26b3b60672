#pragma once
/// Replaces the notification listener and the sender behind it: takes what a bank tells unasked to
/// the engine, and sends it again, with growing pauses, until the engine has acknowledged it.

#include <functional>
#include <optional>
#include <utility>

#include "actors/ports/channel_port.hpp"
#include "sim/world/process.hpp"
#include "sim/world/scene.hpp"

namespace sluice::sim {

class notices {
 public:
  notices(scene& in, process& to) : scene_(&in), process_(&to), dice_(in.more_dice()) {}
  /// How one sounds to the engine when it comes; nothing: it is refused, and comes again.
  template <class Notice>
  using ear = std::function<std::optional<Notice>(const Notice& n)>;
  struct ears {
    ear<channel_notification> of_payments = [](const auto& n) { return n; };
    ear<agreement_notice> of_agreements = [](const auto& n) { return n; };
  };
  void hear_by(ears heard) { ears_ = std::move(heard); }
  void send(channel_notification n);
  void send(agreement_notice n);

 private:
  template <class Notice>
  void send(Notice n, millis pause, world_time give_up);
  [[nodiscard]] std::optional<channel_notification> heard(const channel_notification& n) const;
  [[nodiscard]] std::optional<agreement_notice> heard(const agreement_notice& n) const;
  void tell_judges(const channel_notification& n);
  void tell_judges(const agreement_notice& n);

  scene* scene_;
  process* process_;
  ears ears_{};
  dice dice_;
};

}  // namespace sluice::sim
