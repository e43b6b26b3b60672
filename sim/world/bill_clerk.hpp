#pragma once
/// Replaces the people who compare channels' bills with the log: bring what differs, in parts, the
/// same twice and corrected, true or not at all, and say of some differences how it is.

#include <deque>
#include <vector>

#include "sim/world/bus.hpp"
#include "sim/world/scene.hpp"

namespace sluice::sim {

class bill_clerk {
 public:
  bill_clerk(scene& in, bus& over) : scene_(&in), bus_(&over), dice_(in.more_dice()) {}

  /// Puts what they will do into the timeline.
  void open();

 private:
  struct bill {
    report_bill about{};  ///< without its parts
    std::vector<reconciliation::brought_difference> found{};
    std::vector<reconciliation::bill_line> rows{};
  };

  void act();
  [[nodiscard]] bill new_bill();
  [[nodiscard]] bill corrected(const bill& before);
  [[nodiscard]] reconciliation::brought_difference made_up(const channel_id& at);
  void bring(const bill& b);
  void look();
  void hear(const difference_list& list);
  void resolve(const difference_view& d);

  scene* scene_;
  bus* bus_;
  dice dice_;
  std::deque<bill> brought_{};
  std::uint8_t files_ = 0;
};

}  // namespace sluice::sim
