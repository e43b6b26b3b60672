#pragma once
/// Judges what a merchant's level lets through, from a book of its own: no new order where all are
/// refused, nothing begun where orders are only accepted, nothing held where nobody wants it so,
/// and no level that has not come, or is over. What people said and what rules did are two books:
/// the harder of them holds. Of a rule that has done something: it is one of the file's, and its
/// cause may have been there.

#include <map>
#include <set>

#include "actors/desk/request.hpp"
#include "domain/degradation/event.hpp"
#include "domain/merchant/event.hpp"
#include "sim/judges/facts.hpp"
#include "sim/judges/timed_book.hpp"
#include "sim/judges/verdict.hpp"

namespace sluice::sim {

class level_judge {
 public:
  level_judge(const timeline& time, const machine& where, verdict& says)
      : time_(&time), machine_(&where), verdict_(&says) {}

  void durable(const degradation::event& e);
  void durable(const merchant::event& e);
  void accepted(const order::order_accepted& e);
  /// An order that was held.
  void begins(const order_facts& o);
  /// A create that came then may have been refused for it.
  [[nodiscard]] bool may_refuse(const create_order& q, world_time since) const;
  void asked(const question& ask);
  /// What becomes durable now may have been decided before the process died.
  void process_began() { began_ = time_->now(); }

 private:
  using whose = std::pair<merchant_id, business_type>;
  using book = timed_book<merchant::level>;
  struct books {
    book of_people, of_rules;
    book keeps_waiting;  ///< as of_rules, for those that are held: not who waits for his paths
  };

  books& of(const whose& w);
  [[nodiscard]] static std::set<merchant::level> harder_of(
      const std::vector<const merchant::level*>& people,
      const std::vector<const merchant::level*>& rules);
  [[nodiscard]] bool waits_for_paths(const merchant::degraded& e, const std::string& rule) const;
  void judge_rule(const whose& w, const merchant::degraded& e, const std::string& name);
  [[nodiscard]] bool is_settled() const { return began_ != time_->now(); }
  void guilty(const std::string& whom, const std::string& what) const {
    verdict_->guilty(promise::states_stand, whom + ' ' + what);
  }

  const timeline* time_;
  const machine* machine_;
  verdict* verdict_;
  std::map<whose, books> books_;
  std::map<std::string, merchant::level_rule> rules_;  ///< all that ever were in the file, latest
  std::map<whose, std::vector<world_time>> asked_;  ///< creates, in order
  world_time began_{-1};
};

}  // namespace sluice::sim
