#pragma once
/// Given / when / then for the order machine. A story keeps one order; each `when` decides, checks
/// that every event may follow, and evolves, so a story can go on for as long as life does.
///
///   story().when(answer(finding::unknown, "TIMEOUT"))
///       .then({"attempt_in_doubt 1 pay_answer TIMEOUT"}).is("in_doubt");
///
/// Events are written as a line of text, actions as a line that begins with "-> "; of a
/// notification that is not taken, "-> send_again"; whom it asks beside its channels, "-> asks …".

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "domain/order/agenda.hpp"
#include "domain/order/decide.hpp"

namespace sluice::test {

using lines = std::vector<std::string>;

// -- what is asked and told ------------------------------------------------------------

inline constexpr money price{1250, currency::cny};
inline constexpr fingerprint first_body{1};
inline constexpr fingerprint other_body{2};

[[nodiscard]] order::pay pay_request(business_type type = business_type::payment_code,
                                     std::vector<channel_id> route = {
                                         channel_id{"wechat_a"}, channel_id{"wechat_b"}});
[[nodiscard]] order::refund_order refund_of(std::int64_t minor_units, std::string number = "R1");
[[nodiscard]] order::resolve verdict(order::resolution r, std::string refund = {});

[[nodiscard]] order::attempt_report told(order::source from, order::finding found,
                                         std::string code = {});
[[nodiscard]] order::attempt_report answer(order::finding found, std::string code = {});
[[nodiscard]] order::attempt_report query(order::finding found, std::string code = {});
/// The channel has sent the payer a code, or the one that he typed was wrong.
[[nodiscard]] order::attempt_report asks_for_code(std::string code = "00");
/// With a signature that its dialect has verified.
[[nodiscard]] order::attempt_report notification(order::finding found, std::string code = {});
/// A notification that anybody could have posted.
[[nodiscard]] order::attempt_report hearsay(order::finding found, std::string code = {});
/// The same report, of another attempt, of another amount, with a code that is listed as
/// reroutable.
[[nodiscard]] order::attempt_report of_attempt(std::uint16_t n, order::attempt_report r);
[[nodiscard]] order::attempt_report of_amount(std::int64_t minor_units, order::attempt_report r);
[[nodiscard]] order::attempt_report reroutable(order::attempt_report r);

[[nodiscard]] order::revoke_report revoke_says(order::revoke_finding found, std::string code = {});
[[nodiscard]] order::refund_report refund_says(order::refund_finding found,
                                               std::string number = "R1");
/// It can be sent on to a card.
[[nodiscard]] order::refund_report stuck_refund(std::string number = "R1");
[[nodiscard]] order::refund_report of_amount(std::int64_t minor_units, order::refund_report r);
[[nodiscard]] order::resolve of_amount(std::int64_t minor_units, order::resolve r);
[[nodiscard]] order::resolve of_attempt(std::uint16_t n, order::resolve r);

// -- as text ------------------------------------------------------------------------------

[[nodiscard]] std::string text_of(const order::event& e);
[[nodiscard]] std::string text_of(const order::action& a);
[[nodiscard]] std::string_view text_of(order::side_question q);

// -- the story ------------------------------------------------------------------------------

inline constexpr instant morning{millis{1'700'000'000'000}};
inline const channel_numbers numbers{hash_key{7}, "test"};

class story {
 public:
  /// An order that was accepted, with its first attempt under way.
  explicit story(business_type type = business_type::payment_code);
  /// An order to which just this has happened; nothing: it does not exist yet.
  [[nodiscard]] static story given(const std::vector<order::event>& history);

  /// Sets the clock, counted from the start of the current attempt, or of the order before there is
  /// one. Without it, time stands still.
  story& at(millis since_attempt);
  /// The engine starts anew at this moment.
  story& restarted_now();
  /// What the machine's clock shows from here on.
  story& machine_says(instant t);
  /// The process was restarted: the payment code is gone.
  story& without_code();
  /// The process was restarted: what the payer is charged by is gone.
  story& without_token();

  /// How long the channel takes a word about a payment. Without it: for ever.
  story& with_windows(channel_windows windows) {
    timing_.windows = windows;
    return *this;
  }

  /// Where a second try may go. Without it: everywhere, up to three times.
  story& with_ways(order::ways_on ways);

  story& when(const order::command& command);
  story& then(const lines& expected);
  story& nothing_happens() { return then({}); }
  story& rejected(rejection_code code);
  story& is(std::string_view phase);

  [[nodiscard]] const order::state& state() const noexcept { return order_; }
  [[nodiscard]] instant now() const noexcept { return now_; }
  [[nodiscard]] const attempt_timing& timing() const noexcept { return timing_; }
  [[nodiscard]] const lines& last() const noexcept { return last_; }
  [[nodiscard]] const std::vector<order::event>& history() const noexcept { return history_; }

 private:
  struct blank {};
  explicit story(blank) {}
  void happen(const order::effects& e);

  order::state order_{};
  attempt_timing timing_{};
  instant now_ = morning;
  instant awake_since_{};
  instant machine_time_ = morning;
  bool can_pay_again_ = true;
  bool can_confirm_ = true;
  std::optional<order::ways_on> ways_{};
  lines last_{};
  std::vector<order::event> history_{};
};

/// A story that has come to a phase: "attempting", "in_doubt_suspected", "revoking_answered", …
/// The names are those of order_table.txt.
[[nodiscard]] story come_to(std::string_view phase);
/// Declined at wechat_a with proof, then tried at wechat_b and declined there, too.
[[nodiscard]] story failed_on_both();
[[nodiscard]] const std::vector<std::string_view>& places();

}  // namespace sluice::test
