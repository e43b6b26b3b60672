#pragma once
/// One merchant's money with us, hosted (host/entity_host.hpp): what of it is kept for refunds, and
/// what is settled. Nothing waits for it but a settled merchant's refunds. A refund takes two steps
/// with its number: what it takes is kept here, then its order is asked; what the order says comes
/// back. After a restart what is kept for refunds of which the order knows nothing is let go, by
/// reading the order.

#include <deque>
#include <optional>
#include <string>
#include <tuple>

#include "actors/balance/balance_journal.hpp"
#include "actors/balance/balance_message.hpp"
#include "actors/balance/balance_needs.hpp"
#include "actors/mail/outbox.hpp"
#include "domain/balance/decide.hpp"
#include "domain/ledger/order_money.hpp"

namespace sluice {

template <class Entity>
class entity_host;

class balance_entity {
 public:
  using id_type = merchant_id;
  using message = balance_message;
  using needs = balance_needs;
  using outboxes = std::tuple<outbox<order_message>, outbox<answered>>;
  using host = entity_host<balance_entity>;
  static constexpr auto name_of_all = "balances";

  // -- what a host must know of balances ---------------------------------------------------------

  static const merchant_id& receiver_of(const balance_message& m) noexcept { return m.merchant; }
  static std::string stream_of(const merchant_id& id);
  static balance_message woken(const merchant_id& id) { return {id, settlements_wanted{}}; }
  static bool is_asked(const balance_message& m) noexcept;
  static void turn_away(const balance_message& m, host& home, const needs& shared);

  // -- called by its host
  // --------------------------------------------------------------------------

  balance_entity(host& home, const needs& shared, const merchant_id& id);
  balance_entity(const balance_entity&) = delete;
  balance_entity& operator=(const balance_entity&) = delete;

  void recover();
  void take(balance_message& m);
  void on_written(const store::append_result& result);
  [[nodiscard]] bool may_leave() const;
  [[nodiscard]] const merchant_id& id() const noexcept { return journal_.whose(); }

 private:
  void work_off();
  void handle(balance_message& m);
  void want_refund(errand& e);
  void hear_of_refund(const refund_heard& h);
  void take_word(settings_word<balance::command>& w);
  /// False: it is being written, or was refused and `refused` says why.
  [[nodiscard]] bool decide_about(const balance::command& c, const cause& why,
                                  const std::optional<store::index_entry>& guard,
                                  std::optional<rejection>& refused);
  /// What the refund takes of the merchant's money. Nothing: none of what is with us, or the order
  /// will refuse it.
  [[nodiscard]] std::optional<ledger::refund_share> share_of(const create_refund& q) const;
  void hand_on(errand&& e, std::optional<refund_hold> hold);
  [[nodiscard]] bool keeps_for_another_of(const create_refund& q) const;

  void tell(token who, answer what);
  void answer_word(const settings_word<balance::command>& w, const rejection* refused);
  [[nodiscard]] settlements_view view() const;

  host& home_;
  const needs& shared_;
  balance_journal journal_;
  bool is_readable_ = true;
  std::uint32_t asked_orders_ = 0;  ///< of which nothing has been heard yet
  std::optional<errand> refund_{};  ///< the one for which money is just being kept
  std::optional<settings_word<balance::command>> word_{};  ///< the one that is being written
  std::deque<balance_message> stash_{};
};

}  // namespace sluice
