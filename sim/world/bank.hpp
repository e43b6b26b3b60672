#pragma once
/// Replaces the channel's own side: a payment company or bank with payers and books of its own.
/// What it does with a call is real: money moves here, and nowhere else. How calls and answers
/// travel is the wire's business (wire.hpp).
///
/// Its habits are those of WeChat Pay and Alipay: a number pays once, a refund number refunds once;
/// a revoke cancels or gives back and may be repeated, and WeChat's does not say which; a close
/// refuses once paid; an unpaid payment code is revoked by the channel itself 45 s after it came
/// (WeChat, ReasonableQueryMechanism).

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "actors/ports/channel_port.hpp"
#include "sim/world/agreement_register.hpp"
#include "sim/world/scene.hpp"

namespace sluice::sim {

class bank {
 public:
  using tell_engine = std::function<void(channel_notification)>;

  /// `about`: from the scenario. `notify` takes what the bank tells unasked.
  bank(scene& in, const scenario_channel& about, tell_engine notify,
       agreement_register::tell_engine tell_of_agreement);

  [[nodiscard]] channel_answer handle(const channel_call& call);

  // -- for the person who looks into the books ---------------------------------------------

  enum class standing : std::uint8_t { nothing, undecided, holds_money, no_money };
  [[nodiscard]] standing standing_of(const std::string& key) const;
  /// What the payer paid and no revoke gave back, refunds not taken off.
  [[nodiscard]] std::int64_t held_under(const std::string& key) const;
  /// What went back, or is on its way; 0: nothing.
  [[nodiscard]] std::int64_t refunded_under(const std::string& refund_key) const;
  /// Money that no refund could give back goes back by a transfer that a person makes.
  void give_back_by_hand(const std::string& key);
  /// It cannot go the way its payment came.
  [[nodiscard]] bool is_stuck(const std::string& refund_key) const;
  /// Such a refund is sent elsewhere by a person, on the channel's site.
  void send_elsewhere(const std::string& refund_key);

  // -- for whoever speaks in its name (sim/wire) ---------------------------------------------

  enum class trade_status : std::uint8_t {
    unheard,  ///< revoked or asked about before any payment came: the number is burnt
    asked,
    paid,
    closed,
    revoked,
    declined,
    failed,  ///< a payout that did not arrive
    captured,  ///< what was held has been taken by another trade, and the rest is free
    code_sent,  ///< nothing is charged before the payer's code comes
  };
  struct refund_entry {
    std::string key;
    money amount;
    std::int64_t settled_minor = 0;  ///< of it, see receipt_of
    enum class status : std::uint8_t { pending, done, refused, stuck } now = status::pending;
  };
  /// The channel's own number of it.
  [[nodiscard]] static std::string reference_of(const refund_entry& r) { return "R" + r.key; }
  struct trade_page {
    business_type type = business_type::payment_code;
    money amount;
    trade_status now = trade_status::unheard;
    instant paid_at{};  ///< counted from the beginning of the world; at it: never
    money taken{};  ///< of what is held: by a capture
    std::vector<refund_entry> refunds{};  ///< those that were refused, too
  };
  /// Whether it can be seen yet or not, and without moods: no hazard strikes here.
  [[nodiscard]] std::optional<trade_page> page_of(const std::string& key) const;

 private:
  struct trade {
    std::string key;
    business_type type = business_type::payment_code;
    money amount;
    using status = trade_status;
    status now = status::unheard;
    world_time visible_from{0};
    instant begun{}, paid_at{};  ///< counted from the beginning of the world
    std::string taken_from{};  ///< of a capture: the trade that holds the money
    std::string signs{};  ///< the agreement that the payer signs when he pays; empty: none
    bool holds = false;  ///< it takes nothing, but holds it
    money taken{};  ///< of what it held: by a capture
    bool pays_later = false;  ///< declined or asked, and the money will move
    bool never_revocable = false;
    bool revoke_refused = false;
    std::string code{};  ///< on the payer's phone; empty: none is needed
    world_time code_dies{0};
    std::uint32_t wrong_codes = 0;
    std::vector<refund_entry> refunds{};
  };

  channel_answer pay(const channel_call& call);
  channel_answer send_code(trade& t, const channel_call& call);
  channel_answer confirm(const channel_call& call);
  [[nodiscard]] bool needs_code(business_type type) const noexcept;
  order::attempt_report begin(trade& t, const channel_call& call);
  order::attempt_report decline(trade& t, order::attempt_report r, order::finding f,
                                std::string code);
  void pay_later(trade& t);
  void ask_payer(trade& t);
  void expire(trade& t);
  channel_answer query(const channel_call& call);
  channel_answer revoke(const channel_call& call);
  channel_answer close(const channel_call& call);
  channel_answer refund(const channel_call& call);
  channel_answer query_refund(const channel_call& call);
  channel_answer send_on_refund(const channel_call& call);
  /// In a while, and then tells of it.
  void finish_refund_later(const trade& t, const refund_entry& r);

  void take_money(trade& t);
  [[nodiscard]] bool can_take(const trade& t) const;  ///< a capture, of what is held for it
  void free_what_was_held(const trade& capture);
  void let_lapse(trade& t);
  bool give_back(trade& t);  ///< what is left of it; false: nothing
  void finish_refund(const std::string& key, const std::string& refund_key);
  [[nodiscard]] order::receipt receipt_of(const trade& t) const;
  /// What goes back of that, with so much of the trade.
  [[nodiscard]] std::int64_t settled_part(const trade& t, std::int64_t minor) const;
  [[nodiscard]] money stated(const trade& t, hazard wrong);
  void send_notices(const trade& t);
  void forge_notice(const trade& t);
  void tell(const trade& t, order::finding f, std::string code, millis after);
  void tell_of_refund(const std::string& refund_key);
  [[nodiscard]] std::int64_t left_of(const trade& t) const;
  [[nodiscard]] bool is_over(const channel_window& w, instant began) const;
  trade* find(const channel_key& key);

  scene* scene_;
  scenario_channel about_;
  tell_engine notify_;
  agreement_register agreements_;
  named_dice dice_;  ///< by the trade's number
  std::unordered_map<std::string, trade> trades_;  ///< nodes stay where they are
};

}  // namespace sluice::sim
