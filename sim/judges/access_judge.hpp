#pragma once
/// Judges who gets what: nobody without a grant gets anything done or told, and a refusal tells him
/// nothing else; whose rights change while the engine runs gets what they are at that moment. Keeps
/// books of its own of who has asked for what, and of who may; shares no rule with domain/access.

#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "actors/desk/request.hpp"
#include "domain/order/event.hpp"
#include "sim/judges/register_book.hpp"
#include "sim/judges/reply_judge.hpp"
#include "sim/judges/verdict.hpp"

namespace sluice::sim {

class access_judge {
 public:
  access_judge(const timeline& time, verdict& says)
      : time_(&time), verdict_(&says), register_(says) {}

  /// By the rules as people know them.
  [[nodiscard]] static bool is_entitled(const request& r);

  /// A copy of a command has reached a living engine.
  void asked(reply_judge::ticket t, const request& r);
  void replied(reply_judge::ticket t, const answer& a);
  void all_forgotten() {
    strangers_.clear();
    guests_.clear();
  }
  /// The engine stood still in the middle of something.
  void disturbed() { changed_at_ = time_->now(); }
  /// Whatever is written because somebody asked for it, somebody may have asked for.
  void durable(const order_id& id, const order::event& e);
  void durable(const access::event& e);

 private:
  enum class wish : std::uint8_t { pay, revoke, capture, refund, verify, judge_risk, resolve };
  void must_have_asked(const order_id& id, wish what, std::string_view done);

  /// Whose rights change: asked at that time, and may or may not.
  struct guest {
    access::key_id key;
    question ask;
    world_time since{0};
  };
  void judge(const guest& g, const answer& a);

  const timeline* time_;
  verdict* verdict_;
  register_book register_;
  world_time changed_at_{0};  ///< the register
  std::unordered_map<reply_judge::ticket, guest> guests_;  ///< not answered yet
  std::set<std::pair<order_id, wish>> wishes_;  ///< of those who may
  std::unordered_map<reply_judge::ticket, std::string> strangers_;  ///< not answered yet
};

}  // namespace sluice::sim
