#pragma once
/// Judges what orders make of the risk service. Keeps a book of its own of what was asked and what
/// was said: nothing begins that was not let through, silence means what is configured and nothing
/// else, a verdict is recorded as it was said, and no code is asked about before its try is
/// durable.

#include <map>
#include <string>
#include <vector>

#include "actors/desk/request.hpp"
#include "actors/ports/risk_port.hpp"
#include "domain/degradation/event.hpp"
#include "sim/judges/facts.hpp"
#include "sim/judges/timed_book.hpp"
#include "sim/judges/verdict.hpp"
#include "sim/world/timeline.hpp"

namespace sluice::sim {

class risk_judge {
 public:
  risk_judge(facts& known, const timeline& time, const machine& where, verdict& says)
      : facts_(&known), time_(&time), verdict_(&says), rules_(time, where) {}

  // -- what crosses the port ----------------------------------------------------------------
  /// `is_heard`: the port took it.
  void asked(const risk_question& q, bool is_heard);
  /// What was asked is forgotten with the process.
  void all_forgotten() noexcept { ++process_; }
  /// The service has made up its mind; its answer may be lost on the way.
  void said(const answer_risk& a);

  // -- what the log says --------------------------------------------------------------------
  void durable(const degradation::event& e);
  /// What becomes durable now may have been decided before the process died.
  void process_began() { began_ = time_->now(); }
  void accepted(const order::order_accepted& e);
  void judged(order_facts& o, const order::risk_judged& e);
  void tried(order_facts& o, const order::code_tried& e);
  void judged(order_facts& o, const order::code_judged& e);
  /// Its first attempt.
  void begins(const order_facts& o);

 private:
  struct page {
    std::optional<world_time> since{};  ///< when the process that asked last first did
    std::uint32_t process = 0;          ///< which one that was
    bool ever_unheard = false;
    std::vector<answer_risk> said{};
  };
  using name = std::pair<order_id, risk_question_no>;

  /// Whether nobody has answered for as long as an answer may take.
  [[nodiscard]] bool may_be_silent(const page& p) const;
  void guilty(const order_id& order, const std::string& what, promise p = promise::states_stand);

  facts* facts_;
  const timeline* time_;
  verdict* verdict_;
  timed_book<order::risk_rules> rules_;
  world_time began_{-1};
  std::map<name, page> book_;
  std::uint32_t process_ = 1;
};

}  // namespace sluice::sim
