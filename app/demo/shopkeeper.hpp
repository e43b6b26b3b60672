#pragma once
/// The made-up shops: they send the planned orders at a steady pace, run their errands (duplicates,
/// refunds, revokes), and write down what they were told.
///
/// Used by the demo and by crash tests, on one thread, which calls turn() all the time. Nothing
/// here knows that the engine is killed now and then: lost answers are the asker's business.

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/demo/asker.hpp"
#include "app/demo/order_seen.hpp"
#include "app/demo/workload.hpp"

namespace sluice::demo {

struct shop_settings {
  std::uint64_t seed = 1;
  std::size_t orders = 0;
  std::size_t orders_per_second = 100;
  planned_order (*plan)(std::uint64_t seed, std::size_t index) = plan_order;
  bool channels_are_well = true;  ///< otherwise orders may end in another way than planned
};

struct order_record {
  planned_order plan{};
  asker::timer::time_point asked{};
  std::optional<millis> answered_after{};  ///< from the command to the final answer
  std::string promised{};  ///< the first state that an answer named; empty: no answer yet
  bool disturbed = false;  ///< the engine was killed while the order was under way
  bool done = false;  ///< the order has ended and the errand is run
  order_seen seen{};  ///< the latest answer about it
};

/// How often something was tried, and how often it went as it should.
struct tally {
  std::uint64_t tried = 0;
  std::uint64_t as_it_should = 0;
};

struct shop_tallies {
  tally duplicates{};  ///< the same command again: the same answer
  tally refusals{};  ///< number reused, refund too large, revoke of a paid order
  tally refunds{};  ///< ended as the channel's table says
  tally revokes{};  ///< asked for by the merchant
};

class shopkeeper {
 public:
  shopkeeper(shop_settings settings, asker& over);
  shopkeeper(const shopkeeper&) = delete;
  shopkeeper& operator=(const shopkeeper&) = delete;

  /// Sends what is due, and waits up to `limit` for answers.
  void turn(millis limit);
  /// No new orders; those that were begun go on.
  void close();
  /// Asks for the order's state; the answer updates the record.
  void look_at(std::size_t index);
  /// The engine is being killed: what is under way now may end in another way than planned.
  void mark_disturbed();

  [[nodiscard]] bool is_done() const noexcept;
  [[nodiscard]] std::size_t done() const noexcept { return done_; }
  /// In the order in which they were begun. References stay valid.
  [[nodiscard]] const std::deque<order_record>& records() const noexcept { return records_; }
  [[nodiscard]] const shop_tallies& tallies() const noexcept { return tallies_; }
  /// Answers that should not have been, as sentences.
  [[nodiscard]] const std::vector<std::string>& complaints() const noexcept { return complaints_; }

 private:
  void begin_due_orders();
  void begin(std::size_t index);
  void created(std::size_t index, const nlohmann::json& answer);
  void poll_until_ended(std::size_t index);
  void ended(std::size_t index);
  void finish(std::size_t index);

  // -- errands
  void repeat(std::size_t index, bool then_finish);
  void ask_with_other_body(std::size_t index);
  void refund(std::size_t index, std::size_t part);
  void refund_answered(std::size_t index, std::size_t part, const nlohmann::json& answer);
  void refund_ended(std::size_t index, std::size_t part, const std::string& state);
  void refund_too_much(std::size_t index);
  void revoke_paid(std::size_t index);
  void revoke_unpaid(std::size_t index);
  void capture_half(std::size_t index);
  void release(std::size_t index);
  void after_hold(std::size_t index, const nlohmann::json& answer);

  void expect_refusal(std::size_t index, const std::string& subject, const nlohmann::json& body,
                      const std::string& code);
  void note(std::size_t index, const nlohmann::json& answer);
  void count(tally& into, bool good, std::size_t index, const std::string& complaint);

  shop_settings settings_;
  asker& over_;
  asker::timer::time_point opened_ = asker::timer::now();
  std::deque<order_record> records_{};
  std::size_t done_ = 0;
  shop_tallies tallies_{};
  std::vector<std::string> complaints_{};
};

}  // namespace sluice::demo
