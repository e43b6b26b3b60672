#pragma once
/// What a merchant's balance is told.

#include <cstdint>
#include <optional>
#include <variant>

#include "actors/engine/messages.hpp"
#include "actors/settings/settings_word.hpp"
#include "domain/balance/command.hpp"

namespace sluice {

/// Merchant -> balance: one of its services wants a refund.
struct refund_wanted {
  errand what;
};
/// Order -> balance: what became of a refund for which money is kept.
struct refund_heard {
  order_id order;
  refund_no refund;
  std::optional<store::sequence> at{};  ///< its place in the log; nothing: there is no such refund
};
/// Front desk -> balance: which settlements has it had?
struct settlements_wanted {
  token who = 0;
};

struct balance_message {
  merchant_id merchant;
  std::variant<refund_wanted, refund_heard, settings_word<balance::command>, settlements_wanted>
      what;
};

}  // namespace sluice

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::batch<sluice::balance_message>)
