#pragma once
/// Replaces the people who change who may ask: in the middle of everything they make principals,
/// give them keys, change what they may, and revoke keys, also those of the keystore. Whoever has
/// such a key looks at orders with it before and after.

#include "sim/world/bus.hpp"
#include "sim/world/colleague.hpp"
#include "sim/world/scene.hpp"

namespace sluice::sim {

class gatekeeper {
 public:
  gatekeeper(scene& in, bus& over, colleague& other)
      : scene_(&in), bus_(&over), colleague_(&other), dice_(in.more_dice()) {}

  /// Puts what they will do into the timeline.
  void open();

 private:
  void act();
  void make_principal(const merchant_id& own);
  void change_clerk();
  void revoke_key_of_clerk();
  void ask_for_the_impossible();
  /// Whether they may or not.
  void everybody_looks(const order_id& at);
  void look_as(const std::string& key, const order_id& at);
  void say(question what);
  /// Nothing: there is none yet.
  [[nodiscard]] std::optional<order_id> any_order();
  void later(std::function<void()> what);

  scene* scene_;
  bus* bus_;
  colleague* colleague_;  ///< who must agree
  dice dice_;
  std::uint32_t made_ = 0;
};

}  // namespace sluice::sim
