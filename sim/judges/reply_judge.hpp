#pragma once
/// Judges every reply: one a command, in time, about what is durable, and the same on repetition.

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "actors/desk/request.hpp"
#include "actors/engine/settings.hpp"
#include "sim/judges/agreement_judge.hpp"
#include "sim/judges/balance_judge.hpp"
#include "sim/judges/endpoint_judge.hpp"
#include "sim/judges/essential_judge.hpp"
#include "sim/judges/facts.hpp"
#include "sim/judges/level_judge.hpp"
#include "sim/judges/quota_judge.hpp"
#include "sim/judges/rules_judge.hpp"
#include "sim/judges/settings_judge.hpp"
#include "sim/judges/verdict.hpp"
#include "sim/world/timeline.hpp"

namespace sluice::sim {

class reply_judge {
 public:
  using ticket = std::size_t;

  /// Judges who know what held when.
  struct witnesses {
    settings_judge& settings;
    const rules_judge& rules;
    const quota_judge& quotas;
    endpoint_judge& endpoints;
    const level_judge& levels;
    const essential_judge& essentials;
    const agreement_judge& agreements;
    const balance_judge& balances;
  };
  reply_judge(facts& known, const engine_settings& settings, const timeline& time,
              const witnesses& others, verdict& says)
      : facts_(&known),
        settings_(&settings),
        time_(&time),
        of_settings_(&others.settings),
        rules_(&others.rules),
        quotas_(&others.quotas),
        endpoints_(&others.endpoints),
        levels_(&others.levels),
        essentials_(&others.essentials),
        agreements_(&others.agreements),
        balances_(&others.balances),
        verdict_(&says) {}

  struct manner {
    bool misused_id = false;  ///< its command id was answered before for another body
    bool contested_id = false;  ///< somebody else uses its command id at the same moment
    bool is_entitled = true;  ///< otherwise what it is told is not judged here
  };
  /// A copy of a command has reached a living engine.
  ticket asked(const request& r, const manner& how);
  void replied(ticket t, const answer& a);
  /// The process died: nobody will reply to what was asked.
  void all_forgotten() { open_.clear(); }
  /// The process stood still; its replies may be late by that much.
  void excuse(millis pause) { excused_ += pause; }
  void time_moved();

 private:
  struct asked_for {
    question ask;
    fingerprint body{};
    manner how{};
    bool existed = false;  ///< the order, when the command arrived
    bool had_refund = false;
    world_time at{0};
    settings_judge::asked settings{};
  };

  void judge(const asked_for& q, const order_view& v);
  void judge(const asked_for& q, const refund_view& v);
  void judge(const asked_for& q, const second_person_wanted& w);
  void judge(const asked_for& q, const rejection& r);
  void judge_settings(const asked_for& q, const answer& a);
  /// The refusals that are right for this command; empty: every one of them was wrong.
  [[nodiscard]] std::string wrong_refusal(const asked_for& q, const rejection& r);
  [[nodiscard]] bool may_not_be_essential(const create_order& wish, world_time since) const;
  [[nodiscard]] bool may_be_all_shut(const create_order& wish, world_time since) const;
  [[nodiscard]] bool has_refund_window(const order_facts& o) const;
  void guilty(const asked_for& q, const std::string& why);

  facts* facts_;
  const engine_settings* settings_;
  const timeline* time_;
  settings_judge* of_settings_;
  const rules_judge* rules_;
  const quota_judge* quotas_;
  endpoint_judge* endpoints_;
  const level_judge* levels_;
  const essential_judge* essentials_;
  const agreement_judge* agreements_;
  const balance_judge* balances_;
  verdict* verdict_;
  ticket count_ = 0;
  millis excused_{0};
  std::unordered_map<ticket, asked_for> open_;
  std::deque<std::pair<world_time, ticket>> deadlines_;
};

}  // namespace sluice::sim
