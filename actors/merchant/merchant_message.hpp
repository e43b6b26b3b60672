#pragma once
/// What a merchant is told: what its services ask for, and what becomes of itself.

#include <variant>

#include "actors/engine/messages.hpp"
#include "actors/merchant/route_look.hpp"
#include "actors/settings/settings_word.hpp"
#include "domain/merchant/command.hpp"
#include "domain/merchant/spending.hpp"

namespace sluice {

/// One of its orders, which was held, asks whether it may begin, and where. Without an answer it
/// asks again.
struct held_order {
  order_id order;
  business_type type;
  money amount;
  instrument paid_with;
  std::optional<channel_id> channel{};  ///< the request wants this one and no other
  bool is_shadow = false;
};

/// A create that it let through, and that counted for its day and month, has made no order.
struct not_spent {
  merchant::spent_order what;
};

/// Its services want an agreement.
struct agreement_errand {
  token who = 0;
  create_agreement ask;
  cause why;
  std::optional<store::index_entry> guard{};
};

struct merchant_message {
  merchant_id merchant;
  std::variant<errand, settings_word<merchant::command>, route_look, held_order, not_spent,
               agreement_errand>
      what;
};

}  // namespace sluice

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::batch<sluice::merchant_message>)
