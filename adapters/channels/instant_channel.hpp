#pragma once
/// A channel inside the process that says yes at once, on the caller's thread: what remains is the
/// engine's own cost. For benchmarks. It keeps no books, so a query learns nothing from it.

#include "actors/ports/channel_port.hpp"

namespace sluice {

class instant_channel final : public channel_port {
 public:
  void start(channel_call call, on_answer done) override;
};

}  // namespace sluice
