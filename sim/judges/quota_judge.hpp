#pragma once
/// Judges what merchants may ask for, from books of its own: no merchant gets more new orders a
/// second, or has more of them open, or for more money a day, than the log allows it. And nobody is
/// refused for a limit that he has not, or has not met: another's loudness is no reason.

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "actors/desk/request.hpp"
#include "domain/merchant/event.hpp"
#include "sim/judges/amount_book.hpp"
#include "sim/judges/facts.hpp"
#include "sim/judges/load_book.hpp"
#include "sim/judges/verdict.hpp"

namespace sluice::sim {

class quota_judge {
 public:
  quota_judge(facts& known, const timeline& time, const machine& where, verdict& says)
      : facts_(&known), time_(&time), verdict_(&says), amounts_(where) {}

  void durable(const merchant::event& e);
  void asked(const question& ask);
  /// It has just become an order.
  void accepted(const order_facts& o);
  /// What came since then, or in the second before, may have met a limit of its merchant's.
  [[nodiscard]] bool may_refuse(const create_order& wish, world_time since) const;
  /// The engine counts anew.
  void process_began() {
    disturbed_ = time_->now();
    amounts_.process_began();
  }
  /// It has stood still between counting and writing.
  void stood_still() {
    disturbed_ = time_->now();
    amounts_.clock_moved();
  }
  /// Before, and after.
  void clock_moves() { amounts_.clock_moved(); }

 private:
  using whose = std::pair<merchant_id, business_type>;

  [[nodiscard]] std::int64_t limit_of(const whose& w, merchant::limited_by what) const;
  /// Those that are open; or all that there ever were.
  [[nodiscard]] std::int64_t count_orders(const whose& w, bool ended_ones_too) const;

  facts* facts_;
  const timeline* time_;
  verdict* verdict_;
  std::map<merchant_id, merchant::limit_values> limits_;
  std::set<merchant_id> promoted_;
  std::map<whose, load_book> accepted_;
  std::map<whose, std::vector<world_time>> asked_;  ///< creates, in order
  world_time disturbed_{0};
  amount_book amounts_;
};

}  // namespace sluice::sim
