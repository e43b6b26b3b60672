#pragma once
/// What an order does once its events are durable: it has its channels called. Knows which calls
/// are on their way, so that none is doubled and no revoke overtakes its payment.

#include <optional>

#include "actors/engine/messages.hpp"
#include "actors/order/order_needs.hpp"
#include "actors/order/payer_means.hpp"
#include "actors/order/running_calls.hpp"
#include "domain/order/decide.hpp"

namespace sluice {

/// What a call was answered, as the order is told. Precondition: it was an order's.
[[nodiscard]] order::command command_in(const channel_answer& a);

class order_calls {
 public:
  /// What calls are made from.
  struct subject {
    const order_id& id;
    const order::state& state;
    const payer_means& means;
    instant now;
    secret code{};  ///< that the payer has just typed
    std::shared_ptr<const bank_card> card{};  ///< to which a person sends a refund on
  };
  struct addressed {
    const caf::actor& channel;
    call_wanted call;
  };

  explicit order_calls(const order_needs& needs) : needs_(needs) {}

  /// The call that this action needs now. Nothing: it is running already or must not begin yet, and
  /// the agenda comes back to it; or its channel is not configured, which is told.
  [[nodiscard]] std::optional<addressed> begin(const order::action& a, const subject& of);
  void end(const call_ended& e) { running_.end({e.what, e.attempt, e.refund, e.on_hearsay}); }
  /// After a restart: the answers may never come.
  void forget_all() { running_.forget_all(); }

  [[nodiscard]] bool none() const noexcept { return running_.empty(); }
  [[nodiscard]] bool is_paying(attempt_no n) const { return running_.is_paying(n); }

 private:
  [[nodiscard]] const caf::actor* find_channel(const order::attempt& a, const order_id& id) const;
  /// Puts in what the order's agreement is to the payment: by what the payer is charged, or what he
  /// signs. False: it cannot be read, which is told.
  [[nodiscard]] bool add_agreement(channel_call& call, const order::state& o) const;
  [[nodiscard]] const attempt_timing& timing_of(const order::state& o) const;
  /// Posted notices make no more queries than the order's own timing would.
  [[nodiscard]] bool may_ask(const order::call_query& c, const subject& of);

  const order_needs& needs_;
  running_calls running_;
  std::optional<instant> asked_on_hearsay_{};  ///< when a posted notice last made us ask
};

}  // namespace sluice
