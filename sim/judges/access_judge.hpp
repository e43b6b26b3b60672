#pragma once
/// Judges who gets what: nobody without a grant gets anything done or told, and a refusal tells him
/// nothing else. Keeps a book of its own of who has asked for what; shares no rule with
/// domain/access.

#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "actors/desk/request.hpp"
#include "domain/order/event.hpp"
#include "sim/judges/reply_judge.hpp"
#include "sim/judges/verdict.hpp"

namespace sluice::sim {

class access_judge {
 public:
  explicit access_judge(verdict& says) : verdict_(&says) {}

  /// By the rules as people know them.
  [[nodiscard]] static bool is_entitled(const request& r);

  /// A copy of a command has reached a living engine.
  void asked(reply_judge::ticket t, const request& r);
  void replied(reply_judge::ticket t, const answer& a);
  void all_forgotten() { strangers_.clear(); }
  /// Whatever is written because somebody asked for it, somebody may have asked for.
  void durable(const order_id& id, const order::event& e);

 private:
  enum class wish : std::uint8_t { pay, revoke, refund, resolve };
  void must_have_asked(const order_id& id, wish what, std::string_view done);

  verdict* verdict_;
  std::set<std::pair<order_id, wish>> wishes_;  ///< of those who may
  std::unordered_map<reply_judge::ticket, std::string> strangers_;  ///< not answered yet
};

}  // namespace sluice::sim
