#pragma once
/// Replaces the people who change what channels and merchants may do: in the middle of everything
/// they change limits, switch channels off, freeze merchants, make new ones, edit the configuration
/// file and have it read again.

#include "sim/world/bus.hpp"
#include "sim/world/colleague.hpp"
#include "sim/world/scene.hpp"

namespace sluice::sim {

class administrator {
 public:
  administrator(scene& in, bus& over, colleague& other);

  /// Puts what they will do into the timeline.
  void open();
  /// In the end nobody is degraded any more, everything is taken, and no rule is in the way: what
  /// is held begins.
  void take_back();

 private:
  void act();
  void change_limits();
  void switch_off();
  void freeze();
  void degrade();
  void promote();
  void take_only_the_essential();
  void make_merchant();
  void edit_file();
  void replace_data_key();
  void rule_a_route();
  void drop_rule(std::uint32_t number);
  void rule_levels();
  void rule_risk();
  void agree_on_fees();
  void agree_with(const contract::party& with);
  void settle_up();
  void settle(const merchant_id& whom);
  void ask_for_the_impossible();
  void look();
  /// Nothing: the scenario wants all of them well.
  [[nodiscard]] const channel_settings* any_channel();
  [[nodiscard]] merchant_id any_merchant();
  void say(question what);

  scene* scene_;
  bus* bus_;
  colleague* colleague_;  ///< who must agree
  dice dice_;
  std::uint32_t made_ = 0, ruled_ = 0;
  std::vector<merchant_id> degraded_{};
  bool was_essential_ = false;
};

}  // namespace sluice::sim
