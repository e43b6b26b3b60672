#pragma once
/// What the books know of an order, and what each of its events moves in them. Pure: the same
/// events and contracts make the same journals, live, in an audit and in a replay years later.
///
/// Doubt is never money: only what is certain is posted. Test traffic moves none. Money out
/// (payouts) is not posted yet.

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/contract/book.hpp"
#include "domain/ledger/journal.hpp"
#include "domain/order/event.hpp"

namespace sluice::ledger {

/// Where an event stands in the log, and when it was written.
struct moment {
  std::uint64_t sequence = 0;
  instant at{};
};

/// What of a payment goes back with a refund of it, and of whose money.
struct refund_share {
  std::int64_t settled = 0;   ///< as the channel will settle it, minor units
  std::int64_t fee_back = 0;  ///< of the merchant's fee
  std::int64_t takes = 0;     ///< of the merchant's money
  day_number lot = 0;         ///< the day on which that was earned
  std::uint64_t paid_at = 0;  ///< where in the log
};

class order_money {
 public:
  /// Adds what the event moves. Events come in the order of the order's stream, from its first one.
  /// False: it cannot be one of this order's; nothing has been added.
  [[nodiscard]] bool take(const order::event& e, const moment& now, const contract::book& agreed,
                          std::vector<journal>& out);
  /// Nothing is under way: what may still come is rare, so that it can be read again then.
  [[nodiscard]] bool is_at_rest() const noexcept;
  [[nodiscard]] bool knows(const refund_no& n) const noexcept;
  /// Of a refund that is asked for now. Nothing: its money is not with us, or is not so much.
  [[nodiscard]] std::optional<refund_share> share_of(money refund) const;

 private:
  /// What somebody takes of a payment, as it was agreed when it came.
  struct charge {
    contract::rate by{};
    contract::fee_return returns = contract::fee_return::cumulative;
    std::int64_t whole = 0, back = 0;  ///< minor units
  };
  /// Money that an attempt has brought.
  struct inflow {
    std::int64_t amount = 0;  ///< as the order counts
    std::int64_t settled = 0;  ///< as the channel does
    std::int64_t amount_back = 0, settled_back = 0;  ///< or on its way back
    charge cost{};
  };
  struct attempt_line {
    channel_id channel;
    std::int64_t asked = 0;
    instant begun{};
    order::receipt told{};
    bool is_over = false;
    inflow late{};  ///< what is owed to its payer, and has been
  };
  struct refund_line {
    refund_no number;
    attempt_no attempt;
    order::refund_purpose purpose = order::refund_purpose::merchant;
    std::int64_t amount = 0, settled = 0, fee_back = 0;
    std::optional<refund_hold> kept{};  ///< as the merchant's balance has decided
    bool is_open = true;
  };

  [[nodiscard]] bool can_be_of_this(const order::event& e) const noexcept;

  // -- what has happened ---------------------------------------------------------------------
  void accept(const order::order_accepted& e);
  void begin(const channel_id& at, std::int64_t asked, instant when);
  void pay(attempt_no n, std::int64_t amount, const moment& now, const contract::book& agreed,
           std::vector<journal>& out);
  void find_late(attempt_no n, std::int64_t amount, const order::receipt& told, const moment& now,
                 const contract::book& agreed, std::vector<journal>& out);
  void revoke(const order::order_revoked& e, const moment& now, const contract::book& agreed,
              std::vector<journal>& out);
  void resolve(const order::order_resolved& e, const moment& now, const contract::book& agreed,
               std::vector<journal>& out);

  // -- refunds -------------------------------------------------------------------------------
  void request(const order::refund_requested& e, const moment& now, std::vector<journal>& out);
  void finish(const refund_no& n, std::optional<std::int64_t> moved, const order::receipt& told,
              const moment& now, std::vector<journal>& out);
  void give_up(const refund_no& n, const moment& now, std::vector<journal>& out);
  void share_out(refund_line& r, std::optional<std::int64_t> settled);
  void take_along(refund_line& r, std::int64_t settled, std::int64_t fee_back);
  [[nodiscard]] std::int64_t settled_share(std::int64_t amount) const;
  void let_go(refund_line& r, const moment& now, std::vector<journal>& out);
  void post_hold(rule which, const refund_line& r, const moment& now,
                 std::vector<journal>& out) const;
  void give_back_late(attempt_no n, std::int64_t amount, const order::receipt& told,
                      const moment& now, std::vector<journal>& out);
  void give_back(const refund_line& r, const order::receipt& told, const moment& now,
                 std::vector<journal>& out);

  /// When it was paid, as contracts look at it: no clock of a channel makes it earlier than it was
  /// asked for.
  [[nodiscard]] static instant paid_at(const attempt_line& a, const order::receipt& told,
                                       const moment& now);

  // -- books -----------------------------------------------------------------------------------
  [[nodiscard]] bool moves_money() const noexcept;
  /// The fee is not kept back from the merchant's money.
  [[nodiscard]] bool is_billed_apart() const noexcept;
  /// Money that comes now comes to an account of ours.
  [[nodiscard]] bool is_ours(const moment& now, const contract::book& all) const;
  [[nodiscard]] const contract::book::version* terms_of_merchant(const moment& now, instant when,
                                                                 const contract::book& all) const;
  [[nodiscard]] charge cost_of(const attempt_line& a, std::int64_t settled, const moment& now,
                               instant when, const contract::book& all) const;
  /// What of a charge comes back when so much goes back.
  [[nodiscard]] static std::int64_t taken_back(const charge& c, const inflow& of,
                                               std::int64_t settled);
  /// `told`: what was said of the money that moves.
  void post(rule r, attempt_no n, const amounts& how_much, const order::receipt& told,
            const moment& now, std::vector<journal>& out, const refund_no& of = {}) const;
  [[nodiscard]] attempt_line& at(attempt_no n);
  [[nodiscard]] refund_line* find(const refund_no& n) noexcept;

  order_id id_;
  business_type type_ = business_type::payment_code;
  money amount_;
  instrument with_{};
  bool is_shadow_ = false;
  bool has_ended_ = false;
  std::vector<attempt_line> attempts_{};
  attempt_no holder_{};  ///< the attempt that only holds money, for a capture; 0: none
  std::vector<refund_line> refunds_{};

  attempt_no paid_by_{};  ///< 0: none
  inflow paid_{};
  std::int64_t done_back_ = 0;  ///< of what goes back of it: as the channel settles
  charge fee_{};
  day_number earned_on_ = 0;
  std::uint64_t paid_at_ = 0;  ///< its place in the log
  contract::account_owner owner_ = contract::account_owner::merchant;
  contract::billing how_ = contract::billing::included;
};

}  // namespace sluice::ledger
