#pragma once
/// A payer's card that is opened for a merchant (后台开通, 79/00; its code, 77/00): the number, and
/// what only he and his bank know, are encrypted with UnionPay's certificate; nothing of it is ever
/// sent in clear but for his name and papers, which customerInfo carries in base64. Source:
/// open.unionpay.com, ACP 5.1.0, fields accNo and customerInfo.

#include "adapters/channels/form.hpp"
#include "adapters/channels/unionpay/keys.hpp"
#include "base/secret.hpp"
#include "domain/card_to_open.hpp"

namespace sluice::unionpay {

/// `code`: what came to the payer's phone; empty: nothing yet. False: it cannot be encrypted, or
/// customerInfo cannot carry what is said of its holder.
[[nodiscard]] bool add_card(form_fields& fields, const card_to_open& card, const secret& code,
                            const keys& with);

}  // namespace sluice::unionpay
