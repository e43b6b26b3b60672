#pragma once
/// Keeps the channels' books as an auditor would, and compares them with what the log says once all
/// is quiet: the money that really moved is the money the engine speaks of, to the last fen.

#include <map>
#include <string>
#include <unordered_map>

#include "sim/judges/facts.hpp"
#include "sim/judges/verdict.hpp"

namespace sluice::sim {

/// What moved at a channel.
enum class flow : std::uint8_t { paid, given_back, refunded };

class money_judge {
 public:
  money_judge(facts& known, verdict& says) : facts_(&known), verdict_(&says) {}

  /// Money moves under the number of an attempt; a refund also has a number of its own.
  void moved(flow what, const channel_key& attempt, std::int64_t minor_units);
  void compare_all();
  /// What is left there of all that came.
  [[nodiscard]] std::int64_t kept_under(const channel_key& attempt) const;

 private:
  struct page {
    std::int64_t paid = 0;
    std::int64_t returned = 0;  ///< given back by a revoke
    std::int64_t refunded = 0;
    [[nodiscard]] std::int64_t kept() const noexcept { return paid - returned - refunded; }
  };
  void compare(const order_facts& o);
  void compare(const order_facts& o, const attempt_facts& a, std::int64_t kept);
  /// Where its money is, is what a person is asked.
  [[nodiscard]] static bool waits_for_person(const order_facts& o, const attempt_facts& a);
  void guilty(const order_facts& o, promise p, const std::string& why);

  facts* facts_;
  verdict* verdict_;
  std::unordered_map<std::string, page> pages_;
};

}  // namespace sluice::sim
