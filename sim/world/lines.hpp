#pragma once
/// The connections between the engine's process and one provider's host, called from one address:
/// what an HTTP client keeps, and what the host hangs up on. Shared by the wires of the channels
/// that are reached there, and only made where the connections are limited.

#include <map>
#include <memory>
#include <optional>

#include "actors/ports/connection_watch.hpp"
#include "sim/world/dice.hpp"
#include "sim/world/scene.hpp"

namespace sluice::sim {

class lines {
 public:
  using number = connection_watch::number;

  lines(scene& in, channel::called_host to) : scene_(&in), to_(std::move(to)) {}

  /// A new process, which has none; nothing: nobody is asked.
  void serve(std::shared_ptr<connection_watch> watch);
  /// An idle one, or one that is opened. Nothing: the engine does not let it be opened.
  [[nodiscard]] std::optional<number> take(dice& luck);
  void is_idle(number which);
  void close(number which);

 private:
  [[nodiscard]] std::optional<number> take_idle();
  void close_old_ones();

  scene* scene_;
  channel::called_host to_;
  std::shared_ptr<connection_watch> watch_{};
  std::map<number, world_time> idle_since_{};
  number count_ = 0;
};

}  // namespace sluice::sim
