#pragma once
/// Judges whether the whole engine takes only what is essential while people want that, from a book
/// of its own: no new order of what is not listed, nothing that was held begun where it is not, no
/// refusal of what is listed, and none before it begins or after it is over.

#include "actors/desk/request.hpp"
#include "domain/degradation/event.hpp"
#include "sim/judges/facts.hpp"
#include "sim/judges/timed_book.hpp"
#include "sim/judges/verdict.hpp"

namespace sluice::sim {

class essential_judge {
 public:
  essential_judge(const timeline& time, const machine& where, verdict& says)
      : time_(&time), verdict_(&says), book_(time, where) {}

  void durable(const degradation::event& e);
  void accepted(const order::order_accepted& e) const;
  /// An order that was held, at this channel.
  void begins(const order_facts& o, const channel_id& by) const;
  /// A create that came then may have been refused for it; of these channels its merchant has.
  [[nodiscard]] bool may_refuse(const create_order& q, const std::vector<channel_id>& has,
                                world_time since) const;
  /// Side work that was asked for then may have been refused.
  [[nodiscard]] bool may_be_off(world_time since) const;
  /// What becomes durable now may have been decided before the process died.
  void process_began() { began_ = time_->now(); }

 private:
  using wish = degradation::level_wish;
  /// By one of what may hold at this moment it is right.
  [[nodiscard]] bool is_right_now(business_type type, const std::vector<channel_id>& by) const;

  const timeline* time_;
  verdict* verdict_;
  timed_book<wish> book_;
  world_time began_{-1};
};

}  // namespace sluice::sim
