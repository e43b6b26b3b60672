#pragma once
/// Replaces NATS between services and the engine: commands and replies are dropped, repeated,
/// delayed, and so arrive in another order. A command for an engine that does not run reaches
/// nobody.

#include <functional>
#include <optional>

#include "actors/desk/request.hpp"
#include "sim/world/process.hpp"
#include "sim/world/scene.hpp"

namespace sluice::sim {

class bus {
 public:
  /// How a service hears of the reply; not called when the command or the reply is lost.
  using on_reply = std::function<void(const answer&)>;

  bus(scene& in, process& to) : scene_(&in), process_(&to), dice_(in.more_dice()) {}

  struct command {
    question ask;
    reply_when when = reply_when::final;
    command_id id{};
    fingerprint body{};
    bool misused_id = false;  ///< it was answered before for another body
    bool contested_id = false;  ///< somebody else uses it at the same moment
    std::optional<access::caller> from{};  ///< nothing: whoever's it is to ask for this
  };
  void send(const command& c, on_reply hear);

 private:
  class reply_slot;
  void deliver(const command& c, on_reply hear);

  scene* scene_;
  process* process_;
  dice dice_;
};

}  // namespace sluice::sim
