#pragma once
/// Replaces the notification listener and the sender behind it: takes what a bank tells unasked to
/// the engine, and sends it again, with growing pauses, until the engine has acknowledged it.

#include "actors/ports/channel_port.hpp"
#include "sim/world/process.hpp"
#include "sim/world/scene.hpp"

namespace sluice::sim {

class notices {
 public:
  notices(scene& in, process& to) : scene_(&in), process_(&to), dice_(in.more_dice()) {}
  void send(channel_notification n);
  void send(agreement_notice n);

 private:
  template <class Notice>
  void send(Notice n, millis pause, world_time give_up);
  void tell_judges(const channel_notification& n);
  void tell_judges(const agreement_notice& n);

  scene* scene_;
  process* process_;
  dice dice_;
};

}  // namespace sluice::sim
