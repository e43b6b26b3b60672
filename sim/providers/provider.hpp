#pragma once
/// One simulated channel as a pure model: trades, the fates that steer them, the money that moved,
/// and the agreements by which payers let themselves be charged. No clock, thread, socket or file:
/// time comes in with every call, later happenings come out of advance(), and movements wait for
/// whoever keeps the books. So the same model serves the simulated channels' program (through the
/// faces) and a simulator with made-up time.
///
/// Idempotent as the real channels are: a key pays once, a refund number refunds once, a revoke may
/// be repeated. What is held is paid, taken by a capture, which is paid too, and let go by refunds.
///
/// The caller writes take_movements() to the books before it lets the answer out.
///
/// What faces ask is virtual: somebody else may answer in the model's place (sim/wire).

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/providers/books.hpp"
#include "sim/providers/payer_agreements.hpp"
#include "sim/providers/statement.hpp"
#include "sim/providers/trade.hpp"

namespace sluice::sim {

struct provider_settings {
  std::string channel{};  ///< in the books
  std::string reference_prefix{};  ///< of the channel's own numbers
  bool notifies = false;  ///< sends notifications at all
  millis payer_delay{2000};  ///< how long a payer types
  millis slow_answer{15'000};  ///< the delay of delivery::slow
  millis visibility_delay{0};  ///< a query finds nothing for so long
  millis refund_takes{0};  ///< accepted until done
  /// A refund of an amount that ends in refund_gets_stuck cannot go the way its payment came, until
  /// it is sent on to a card.
  bool has_stuck_refunds = false;
  millis notice_delay{1000};  ///< money to notification; repeats wait 1×, 2×, 4× … of it
  millis unpaid_code_expires{45'000};  ///< a payment code not paid by then is revoked
};

inline constexpr std::int64_t refund_gets_stuck = 47;

struct pay_request {
  business_type type = business_type::payment_code;
  std::string key{};
  money amount{};
  std::string app_id{};  ///< the account that asked; notifications name it
  std::string notify_url{};  ///< empty: no notifications
  std::string agreement{};  ///< the channel's number of the one by which the payer is charged
  std::string signs{};  ///< the merchant's number of the one that the payer signs as well
  std::string taken_from{};  ///< of a capture: the key of its hold
  std::string code{};  ///< that the payer has typed; empty: none was asked for
  /// What else the request says and the face repeats later, in queries and notifications.
  std::map<std::string, std::string> said{};
};

enum class pay_verdict {
  paid,
  awaiting_payer,
  declined,
  declined_as_if_repeated,
  declined_left_open,  ///< the trade is there all the same, and can still be paid
  not_allowed,  ///< the account has no right to it
  strange,
  already_paid,  ///< by an earlier request under this key
  key_reused,  ///< known with another amount or type
  dead,  ///< closed, revoked or failed
  no_agreement,  ///< none of that number is in force
  nothing_held,  ///< not so much, or nothing any more
  wrong_code,  ///< not the one that was sent to the payer; nothing was booked
  unheard,  ///< the request was lost
};

enum class revoke_verdict {
  cancelled,
  given_back,
  nothing_there,
  again,
  too_late,  ///< it is too old to be taken back
  refused,  ///< for good
  system_error,
};
enum class close_verdict { closed, already_paid, nothing_there, system_error };

enum class refund_verdict {
  accepted,
  repeated,  ///< this number was accepted before: nothing moves again
  refused,
  key_reused,  ///< this number was accepted before with another amount
  no_trade,
  not_paid,
  too_much,
  unheard,
};

template <class Verdict>
struct reply {
  Verdict verdict{};
  trade about{};  ///< as it is now; only the key when there is none
  delivery how = delivery::plain;
  millis after{0};  ///< for delivery::slow
};

/// As in UnionPay's own test environment, every phone shows the same.
inline constexpr std::string_view code_on_phones = "111111";

/// A notification to send now.
struct notice {
  std::uint64_t id = 0;  ///< for acknowledge()
  trade_state claims = trade_state::paid;  ///< paid or closed; need not be true
  trade about{};
  /// Then it is about this, as it was when it was signed or ended, and about no trade.
  std::optional<payer_agreement> of_agreement{};
};

/// Where it has to be sent.
[[nodiscard]] const std::string& receiver_of(const notice& n) noexcept;

class provider {
 public:
  explicit provider(provider_settings settings);
  virtual ~provider() = default;
  provider(const provider&) = delete;
  provider& operator=(const provider&) = delete;

  /// What earlier books say: paid, refunded and given back trades are known again. Payers who were
  /// still typing are forgotten, and so are agreements: no money has moved by them.
  void restore(const std::vector<movement>& earlier);

  [[nodiscard]] virtual reply<pay_verdict> pay(const pay_request& r, instant now);
  /// A code goes to the payer's phone (code_on_phones): from now on this key is paid with it only.
  [[nodiscard]] virtual reply<pay_verdict> send_code(const pay_request& r, instant now);
  /// Nothing: the channel does not know the key, or not yet.
  [[nodiscard]] virtual std::optional<trade> query(const std::string& key, instant now);
  [[nodiscard]] virtual reply<revoke_verdict> revoke(const std::string& key, instant now);
  [[nodiscard]] virtual reply<close_verdict> close(const std::string& key, instant now);
  [[nodiscard]] virtual reply<refund_verdict> give_refund(
      const std::string& key, const std::string& refund_key, money amount, instant now);
  /// To a card, what is stuck. Repeated: it is not, or not any more.
  [[nodiscard]] virtual reply<refund_verdict> send_on_refund(
      const std::string& refund_key, const std::string& reference, instant now);
  /// The trade with the refund number in it.
  [[nodiscard]] virtual std::optional<trade> query_refund(const std::string& refund_key,
                                                          instant now);

  /// What payers have signed. Faces ask it; what is signed or ended there advance() tells.
  [[nodiscard]] virtual payer_agreements& agreements() noexcept { return agreements_; }

  /// Makes happen what is due, and says which notifications to send.
  [[nodiscard]] std::vector<notice> advance(instant now);
  /// When advance() has something to do; nothing: not by itself.
  [[nodiscard]] std::optional<instant> next_due() const;
  /// The receiver took the notification: no more repeats of it.
  void acknowledge(std::uint64_t notice_id);

  [[nodiscard]] virtual std::string key_of_reference(const std::string& reference) const;
  /// Of all that has happened; the newest may be missing until somebody calls advance().
  [[nodiscard]] statement moved_in(span_of_time span) const;
  /// Since the last call.
  [[nodiscard]] std::vector<movement> take_movements();

 private:
  enum class happening { payer_pays, payout_fails, code_expires, refund_done, notice_due };
  struct due {
    happening what;
    std::string key;
    std::string refund_key{};
    std::uint64_t notice_id = 0;
  };
  struct open_notice {
    std::string key;
    trade_state claims;
    std::optional<payer_agreement> of_agreement{};
    int sent = 0;
  };

  // -- time -------------------------------------------------------------------
  void settle(instant now);
  void happen(const due& d, instant at);
  void pay_now(trade& t, instant at);
  void plan_notices(const trade& t, instant at);
  void plan_notice(const trade& t, trade_state claims, instant at);
  void plan_notice(const payer_agreement& a);
  void plan(open_notice n, instant at);
  void send_notice(std::uint64_t id, instant at);
  void finish_refund(trade& t, const std::string& refund_key, instant at);

  // -- trades -----------------------------------------------------------------
  [[nodiscard]] trade* find(const std::string& key);
  [[nodiscard]] pay_verdict pay_again(const trade& known, const pay_request& r) const noexcept;
  [[nodiscard]] pay_verdict pay_first(trade& t, instant now);
  [[nodiscard]] pay_verdict wait_for_payer(trade& t, bool pays, instant now);
  [[nodiscard]] pay_verdict capture(trade& t, instant now);
  void book(movement_kind kind, const trade& t, std::int64_t minor_units, instant at,
            const refund* of = nullptr);
  [[nodiscard]] std::string reference_of(const std::string& key) const;

  provider_settings settings_;
  payer_agreements agreements_;
  std::map<std::string, trade> trades_{};
  std::set<std::string> coded_{};  ///< keys that a code was sent for; forgotten with the process
  std::map<std::string, std::string> key_by_refund_{};
  std::map<std::string, std::string> key_by_reference_{};
  std::multimap<instant, due> later_{};
  std::map<std::uint64_t, open_notice> notices_{};
  std::uint64_t next_notice_ = 1;
  std::vector<notice> outbox_{};
  std::vector<movement> movements_{};
};

}  // namespace sluice::sim
