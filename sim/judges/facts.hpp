#pragma once
/// What the judges know of an order: what is durable in the log, and what has been told to the
/// engine about it. Kept by the judges themselves, from the bytes of the log and from what crosses
/// the engine's ports; nothing of the engine's own decide or evolve is used here.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/instant.hpp"
#include "domain/ids.hpp"
#include "domain/money.hpp"
#include "domain/order/event.hpp"
#include "domain/policy.hpp"
#include "sim/world/timeline.hpp"
#include "store/event_log.hpp"

namespace sluice::sim {

/// A query cannot answer it.
[[nodiscard]] constexpr bool only_a_person_answers(order::money_question q) noexcept {
  return q != order::money_question::none && q != order::money_question::paid_after_the_end &&
         q != order::money_question::hearsay_of_payment;
}

enum class order_stage : std::uint8_t {
  none,
  between_attempts,
  proving,  ///< the payer is to prove who he is
  trying,
  payer_asked,
  doubt,
  taking_back,
  authorized,  ///< money is held, and nothing is under way
  paid,
  failed,
  revoked,
  with_a_person,
};

[[nodiscard]] constexpr bool has_ended(order_stage s) noexcept {
  return s == order_stage::paid || s == order_stage::failed || s == order_stage::revoked;
}

[[nodiscard]] constexpr bool is_open(order_stage s) noexcept {
  return s == order_stage::trying || s == order_stage::payer_asked || s == order_stage::doubt;
}

/// An attempt.
inline constexpr std::uint8_t most_codes_of_a_payer = 5;

struct attempt_facts {
  channel_id channel;
  channel_key key;
  instant started;
  money asked{};  ///< what it is to hold
  bool is_capture = false;
  enum class result : std::uint8_t {
    open,
    paid,
    not_paid,
    authorized,  ///< it holds what a capture may take
    captured     ///< one has taken it
  } end = result::open;
  // -- what the engine has been told, whether it took note or not
  bool asks_to_act = false;  ///< its channel said what the payer has to do
  bool told_paid = false;           ///< with the right amount, by anybody
  bool told_paid_by_query = false;
  bool told_not_paid = false;       ///< by an answer; a notification's word is hearsay
  bool told_reroutable = false;
  bool told_never_left = false;
  bool host_was_full = false;  ///< says the log of it
  bool told_hearsay = false;        ///< a failure code that an earlier copy could have caused
  bool told_not_found = false;      ///< by a query
  bool contradicted = false;        ///< a conflict about it is in the log
  bool told_revoked = false;        ///< a revoke or close answered "done"
  order::returned told_returned =
      order::returned::not_said;  ///< and what it last said of the money
  std::vector<money> told_amounts{};  ///< that a payment's answer or a query named
  // -- codes that the payer is to type
  bool asks_code = false;      ///< says the log, and he has not typed one since
  std::uint32_t asked_code_in = 0;  ///< which of the engine's memories that was
  std::uint8_t codes_given = 0;     ///< says the log
  std::uint32_t codes_sent = 0;     ///< to the channel
  bool code_refused = false;   ///< the last one was not the right one, or has never left
  world_time code_since{-1};   ///< when the last one became durable
  // -- what the log says of its money
  order::money_question asks = order::money_question::none;
  std::int64_t held_minor = 0;
  std::int64_t most_named = 0;  ///< that the log has a channel say it holds
  std::uint32_t pay_calls = 0;
  world_time known_since{0};  ///< when it became durable, or a standstill before that began
  world_time last_try{-1'000'000};  ///< of a query, a revoke or a close

  /// When what can have charged the payer last became durable.
  [[nodiscard]] world_time charge_since() const noexcept {
    return code_since > known_since ? code_since : known_since;
  }
  /// The channel has surely never heard of it.
  [[nodiscard]] bool never_left() const noexcept { return told_never_left || pay_calls == 0; }
};

struct refund_facts {
  refund_no number;
  channel_key key;
  attempt_no attempt;
  money amount;
  fingerprint body{};
  bool gives_back = false;  ///< the engine's own: of money that came late, or was held
  bool releases = false;    ///< of money that was held
  std::optional<std::int64_t> moved_minor{};  ///< by the log, where it is not the amount
  std::vector<std::int64_t> told_moved{};  ///< amounts that the channel named
  enum class stage : std::uint8_t { open, done, failed, with_a_person } now = stage::open;
  bool told_done = false;
  bool told_failed = false;
  bool told_sendable = false;  ///< and its channel takes a card that it shall go to
  bool waits_for_a_card = false;  ///< by the log, while it is with a person
  instant requested{};  ///< or sent on
  std::uint32_t sent_on = 0;  ///< so often persons have, by the log
  std::uint32_t sent_on_calls = 0;
  bool goes_to_a_card_named = false;  ///< by the last of them
  world_time last_try{-1'000'000};
};

/// The order as callers saw it after the event of that number.
struct moment {
  store::sequence sequence = 0;
  std::string_view state;
  std::int64_t refunded_minor = 0;
  instant at{};  ///< by the engine's clock
};

struct order_facts {
  order_id id;
  business_type type = business_type::payment_code;
  money amount;
  fingerprint body{};
  std::vector<channel_id> route{};
  std::optional<instant> not_after{};
  bool is_held = false;  ///< it was accepted so
  std::uint32_t accepted_in = 0;  ///< which of the engine's memories that was
  bool is_shadow = false;
  std::optional<order::risk_silence> risk{};  ///< the risk service must be asked
  std::optional<order::risk_verdict> risk_said{};
  std::uint8_t codes_tried = 0;
  bool code_open = false;  ///< the last one has no answer yet
  bool code_was_right = false;
  order_stage stage = order_stage::none;
  bool revoke_answered = false;
  instant taken_back_since{};
  bool only_refunds_return = false;  ///< it is too late for a revoke
  instant revoke_answered_at{};
  bool late_money_found = false;
  std::string reason{};  ///< why a person is needed
  std::vector<attempt_facts> attempts{};
  std::vector<refund_facts> refunds{};
  std::vector<moment> moments{};
  std::vector<order::resolution> told_by_person{};
  std::vector<std::int64_t> amounts_by_person{};

  [[nodiscard]] bool exists() const noexcept { return stage != order_stage::none; }
  [[nodiscard]] attempt_facts* attempt_of(attempt_no n) noexcept {
    return n.value() == 0 || n.value() > attempts.size() ? nullptr : &attempts[n.value() - 1U];
  }
  [[nodiscard]] attempt_no number_of(const attempt_facts& a) const noexcept {
    return attempt_no{static_cast<std::uint16_t>(&a - attempts.data() + 1)};
  }
  /// The attempt that holds money for a capture; null: none does.
  [[nodiscard]] attempt_facts* holder() noexcept;
  [[nodiscard]] bool is_being_released() const noexcept;
  [[nodiscard]] refund_facts* refund_of(const refund_no& n) noexcept {
    for (auto& r : refunds)
      if (r.number == n) return &r;
    return nullptr;
  }
  /// Merchant's refunds that are done, or done or unknown.
  [[nodiscard]] std::int64_t refunded_minor() const noexcept;
  [[nodiscard]] std::int64_t committed_minor() const noexcept;
  /// Of what the paying attempt holds.
  [[nodiscard]] std::int64_t left_to_refund() const noexcept;
  /// What has not failed of refunds and give-backs of one attempt.
  [[nodiscard]] std::int64_t taken_from(attempt_no n) const noexcept;
  /// paid, failed, revoked, needs_operator, processing.
  [[nodiscard]] std::string_view public_state() const noexcept;
  /// Nothing is left to do for the engine.
  [[nodiscard]] bool is_settled() const noexcept;
};

class facts {
 public:
  /// Simulated orders are called "O0", "O1", …: their numbers are their places here.
  [[nodiscard]] order_facts& of(const order_id& id);
  [[nodiscard]] std::vector<order_facts>& all() noexcept { return orders_; }
  /// Whose attempt or refund has this number at a channel; null: no such number in the log.
  [[nodiscard]] order_facts* owner_of(const channel_key& key);
  void remember(const channel_key& key, const order_id& owner);
  /// How long the engine could send no more calls there: as yet, or until then.
  struct fullness {
    bool now = false;
    world_time until{-1};
    [[nodiscard]] bool at_or_after(world_time t) const noexcept { return now || until >= t; }
  };
  [[nodiscard]] fullness& fullness_of(const channel_id& channel) { return full_[channel]; }

 private:
  std::vector<order_facts> orders_;
  std::unordered_map<std::string, std::size_t> by_key_;
  std::map<channel_id, fullness> full_;
};

/// "O17" -> 17.
[[nodiscard]] std::size_t place_of(const order_no& number);

}  // namespace sluice::sim
