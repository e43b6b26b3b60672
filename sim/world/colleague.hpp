#pragma once
/// Replaces the second person: agrees to what others have proposed, if all goes well at once and
/// with what he has seen. In between somebody tries to agree with himself.

#include "sim/world/bus.hpp"
#include "sim/world/scene.hpp"

namespace sluice::sim {

class colleague {
 public:
  colleague(scene& in, bus& over) : scene_(&in), bus_(&over), dice_(in.more_dice()) {}

  /// What somebody was answered who asked for a dangerous word.
  /// He takes no longer than this, unless he takes far too long.
  void hear(const answer& a, millis longest = millis{600'000});

 private:
  void agree(const proposal_view& to);
  void say(const confirm_proposal& what, const access::caller& from);

  scene* scene_;
  bus* bus_;
  dice dice_;
};

}  // namespace sluice::sim
