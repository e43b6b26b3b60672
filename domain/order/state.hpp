#pragma once
/// The life of an order.
///
///                                    attempt_failed, and another channel may be tried
///            ┌─────────────────────────────────────────────────────────────┐
///            ▼                                                              │
///  absent ─> accepted ─attempt_started─> attempting ───────────────────────┤
///       └──> held ─────attempt_started───────^ (or order_failed: its time is over, or risk_judged
///             └─risk_judged─> verifying ─────^  block; verifying: no right code in time)
///                                          │  │  │ payer_asked              │
///                                          │  │  └────────> awaiting_payer ─┤
///                                          │  │ attempt_in_doubt  │  ▲      │
///                                          │  └────────────> in_doubt ──────┤
///                                          │                   │            │
///                          attempt_succeeded,                  │            │ order_failed
///                          order_paid      │  revoke_requested │            ▼
///                                          ▼                   │          failed
///                                        paid <────────────────┤
///                                                              ▼
///                                      order_revoked       revoking <─┐ late_payment_found,
///                              revoked <───────────────────────┘ └────┘ revoke_answered
///
///  awaiting_payer goes back to attempting by code_given: the payer has typed what his bank sent
///  him. Where the money is only held at first (business_policy::captured_later), order_authorized
///  leads to authorized in the place of paid. From there capture_requested leads to attempting once
///  more: a capture is an attempt, which is paid, or fails and leads back. What is let go is
///  revoked.
///
///  attempting, in_doubt, awaiting_payer and revoking may end in needs_operator (operator_needed);
///  from there evidence or order_resolved leads to paid, failed or revoked.
///  paid, failed, revoked are final. Beside the phase live refunds and give-backs (order::refunds)
///  and what is in question about the money of each attempt (attempt::asks); the order is closed
///  once all of them have ended too.

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "domain/order/event.hpp"

namespace sluice::order {

// -- phases ---------------------------------------------------------------------

struct absent {};
/// Between attempts. Only ever seen inside one batch of events.
struct accepted {};
/// No channel has heard of it, because its merchant's level lets nothing start
/// (domain/merchant/level.hpp) or because the risk service has not said that it may. It looks again
/// and again whether it may begin.
struct held {
  bool by_level = false;
};
/// The risk service wants the payer to prove who he is: each code that he gives is asked about.
struct verifying {
  instant since;
  std::uint8_t tried = 0;  ///< so many codes
  std::optional<instant> asked{};  ///< about the last one; nothing: it has been answered
  bool is_right = false;
};
/// The channel has been, or is about to be, called; its answer is awaited.
struct attempting {};
/// The channel said the payer must act: a password, a confirmation.
struct awaiting_payer {};
/// No answer, or one that says nothing. Only evidence leads out.
struct in_doubt {
  bool suspected_failure = false;
};
/// Being taken back. The payer may still be faster; then the money is given back.
struct revoking {
  instant since;
  revoke_reason reason = revoke_reason::payer_too_late;
  revoke_method method = revoke_method::revoke;
  std::optional<instant> answered{};  ///< the channel said done; a query is to confirm
  bool paid_late = false;
  returned money_returned = returned::not_said;
  bool suspected_failure = false;  ///< as it was in doubt
};
/// The money is held: a capture takes it, or it is let go.
struct authorized {};
struct paid {};
struct failed {
  std::string code;
};
struct revoked {
  returned money_returned = returned::not_said;
};
/// A person must decide; evidence still may.
struct needs_operator {
  std::string reason;
  bool taking_back = false;  ///< a revoke had begun: money found now is given back
  bool paid_late = false;  ///< it had been found to hold money
  instant since{};
};

using phase = std::variant<absent, accepted, held, verifying, attempting, awaiting_payer, in_doubt,
                           revoking, authorized, paid, failed, revoked, needs_operator>;

// -- facts beside the phase -------------------------------------------------------

struct attempt {
  attempt_no number;
  channel_id channel;
  channel_key key;
  instant started;
  money asked{};  ///< what it is to hold
  attempt_no taken_from{};  ///< of a capture: the attempt that holds the money; 0: it is none
  std::string code{};  ///< the channel's last word
  std::string channel_reference{};
  enum class outcome : std::uint8_t {
    open,
    paid,
    not_paid,
    revoked,
    authorized,  ///< it holds money that is not taken yet
    captured  ///< what it held was taken by another attempt, and the rest let go
  } result = outcome::open;
  /// As its channel or a person says; refunds and give-backs never exceed it. Nothing: no money.
  std::optional<money> held{};
  instant paid_at{};  ///< of one that is paid or authorized: when we heard it
  /// The most that its channel has ever said it holds, in the order's currency: a person may name
  /// that, or what was asked for, and no more.
  std::int64_t most_said_minor = 0;
  money_question asks =
      money_question::none;  ///< about its money; independent of every other attempt's
  instant asked_since{};
  std::optional<instant> denied{};  ///< when a query last said that late money is not there
  bool never_left = false;  ///< the engine knows that the channel has not heard of it
  bool contradicted = false;  ///< the same contradiction is recorded once
  std::shared_ptr<const payer_action> action{};  ///< null: the payer has not been told anything
  std::uint8_t codes = 0;  ///< so many the payer has given, each sent to the channel at most once
  std::optional<instant> confirmed{};  ///< when he gave the last

  [[nodiscard]] bool is_capture() const noexcept { return taken_from.value() != 0; }
};

/// How the reason begins for which a person is needed of a refund that is stuck.
inline constexpr std::string_view stuck_reason = "refund_stuck:";

struct refund {
  refund_no number;
  attempt_no attempt;
  money amount;
  fingerprint body;
  channel_key key;
  refund_purpose purpose;
  instant requested;
  enum class status : std::uint8_t {
    requested,
    in_doubt,
    done,
    failed,
    needs_operator
  } state = status::requested;
  std::string code{};
  std::string channel_reference{};
  std::optional<money> moved{};  ///< went back, they say, and it is not `amount`
  std::string reason{};  ///< why a person is needed
  instant handed_over{};  ///< to a person, then
  std::optional<order_resolved> resolved{};  ///< a person's last word: its repeat is no second one
  std::optional<refund_sent_on> sent_on{};  ///< where a person last sent it, as it was stuck
  instant sent_on_at{};
};

/// Since when the channel is asked what became of it.
[[nodiscard]] instant begun(const refund& r) noexcept;
/// It is stuck, and the channel takes a card that it shall go to.
[[nodiscard]] bool can_be_sent_on(const refund& r) noexcept;

struct state {
  order_id id;
  business_type type = business_type::payment_code;
  money amount;
  std::string masked_code{};
  private_text description{};
  fingerprint body{};
  std::vector<channel_id> route{};
  bool names_channel = false;  ///< the request names the only channel of the route
  bool is_shadow = false;  ///< test traffic: no real money may move
  agreement_no agreement{};  ///< by which the payer is charged; empty: by none
  std::optional<instant> not_after{};  ///< from then on no attempt may begin
  instrument paid_with{};
  std::optional<risk_silence> risk{};  ///< the risk service must be asked; what its silence means
  std::optional<risk_verdict> risk_said{};
  std::vector<attempt> attempts{};
  std::vector<refund> refunds{};
  std::uint32_t conflicts = 0;
  std::optional<order_resolved> resolved{};  ///< the last about the order itself, not a refund
  instant accepted_at{};
  instant updated_at{};
  phase now = absent{};
};

/// The current attempt. Precondition: the order has one.
[[nodiscard]] const attempt& current_attempt(const state& o) noexcept;
[[nodiscard]] const attempt* find_attempt(const state& o, attempt_no n) noexcept;
[[nodiscard]] const refund* find_refund(const state& o, const refund_no& n) noexcept;

/// The attempt whose money pays the order; null: none.
[[nodiscard]] const attempt* paying_attempt(const state& o) noexcept;
/// The attempt that holds money for a capture, or held what one took; null: none does.
[[nodiscard]] const attempt* authorized_attempt(const state& o) noexcept;
/// Of an order that is authorized: what is held is being let go, or a person is to see to it.
[[nodiscard]] bool is_being_released(const state& o) noexcept;
/// Refunds to the merchant's customer that are done or might be (requested, in doubt, with a
/// person). Never exceeds what was paid.
[[nodiscard]] money committed_refunds(const state& o) noexcept;
/// Refunds that are done.
[[nodiscard]] money completed_refunds(const state& o) noexcept;
/// What an attempt holds and no refund or give-back has taken, or might have. Never below zero.
[[nodiscard]] money left_on(const state& o, const attempt& a) noexcept;

[[nodiscard]] bool is_final(const phase& p) noexcept;
/// Final, no refund is under way and nobody's money in question: nothing is left to do, the order
/// may leave memory for good.
[[nodiscard]] bool is_closed(const state& o) noexcept;

/// A query cannot answer it.
[[nodiscard]] bool is_for_a_person(money_question q) noexcept;
/// One thing that waits for a person, and what is known of it.
struct open_matter {
  attempt_no attempt;  ///< whose money it is
  const refund* about = nullptr;  ///< null: the attempt itself. Lives as long as the order.
  std::string_view reason;
  instant since;
  std::optional<money> asked{}, held{};  ///< where two amounts should be one
};
[[nodiscard]] std::vector<open_matter> waits_for_person(const state& o);

/// "attempting", "in_doubt", …
[[nodiscard]] std::string_view name_of(const phase& p) noexcept;
/// What the payer has to do now. Null: nothing, or he knows it already.
[[nodiscard]] const payer_action* action_needed(const state& o) noexcept;
/// The payer is to type a code that the channel has sent him. Nothing can be charged before he has,
/// and no call that could is on its way.
[[nodiscard]] bool waits_for_code(const state& o) noexcept;
/// When the last call began that can have charged the payer: the attempt, or his last code.
[[nodiscard]] instant last_charge(const attempt& a) noexcept;
/// What callers see: processing, verification_needed, payer_action_needed, paid, failed, revoked,
/// needs_operator.
[[nodiscard]] std::string_view public_state(const state& o) noexcept;

[[nodiscard]] std::string_view name_of(refund::status s) noexcept;
[[nodiscard]] std::string_view name_of(refund_purpose p) noexcept;
[[nodiscard]] std::string_view name_of(revoke_reason r) noexcept;
[[nodiscard]] std::string_view name_of(revoke_method m) noexcept;
[[nodiscard]] std::string_view name_of(source s) noexcept;
[[nodiscard]] std::string_view name_of(finding f) noexcept;
[[nodiscard]] std::string_view name_of(money_question q) noexcept;
/// "yes", "no", "not_said"
[[nodiscard]] std::string_view name_of(returned r) noexcept;
[[nodiscard]] std::string_view name_of(resolution r) noexcept;
[[nodiscard]] std::optional<resolution> resolution_from_name(std::string_view name) noexcept;

}  // namespace sluice::order
