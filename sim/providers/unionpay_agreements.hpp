#pragma once
/// How the simulated UnionPay opens a payer's card for a merchant (79), says what became of it
/// (78), and deletes the token (74). Private to its face. No name of the payer's is said, so that
/// his fate is always the first (agreement_fates.hpp); and that he has ended it is told to nobody.

#include <string>

#include "sim/providers/face.hpp"
#include "sim/providers/provider.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim::unionpay {

/// 79/00, in the front: what the payer is shown.
[[nodiscard]] std::string open_card(provider& behind, const form& request, instant now);
/// 78/02.
/// 77/00: a code goes to the phone of whoever opens the card that the merchant names.
[[nodiscard]] face_answer send_opening_code(provider& behind, const form& request, instant now);
/// 79/00, not by a browser: the merchant brings it.
[[nodiscard]] face_answer open_with_code(provider& behind, const form& request, instant now);
[[nodiscard]] face_answer opening_query(provider& behind, const form& request, instant now);
/// 74/01.
[[nodiscard]] face_answer delete_token(provider& behind, const form& request, instant now);

/// The token of an agreement that this channel has made, in force or not. Empty: the payment is
/// made with something else.
[[nodiscard]] std::string agreement_token(provider& behind, const form& request);

/// Unsigned. Precondition: it is in force.
[[nodiscard]] form news_of_opening(const payer_agreement& a);

}  // namespace sluice::sim::unionpay
