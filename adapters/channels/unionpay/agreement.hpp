#pragma once
/// Agreements at UnionPay (token product, 无跳转支付): the payer opens a card of his for the
/// merchant on a page of UnionPay's (银联侧开通, 79/00); whoever asks under that number and time is
/// told the token that stands for it (78/02), and UnionPay tells it unasked; or the merchant's own
/// page takes the card, UnionPay sends its payer a code (77/00), and is brought that (79/00,
/// card.hpp); quick pay is charged with it; and it is deleted (74/01). Source: open.unionpay.com,
/// ACP 5.1.0, and a recorded answer to 78/02.
///
/// Not from there, and chosen with care: that an opening takes payTimeout like other pages; that a
/// token is deleted under the opening's number at a time of its own (its demo leaves open which);
/// what codes mean that are no success (codes.hpp). That the payer or his bank has ended it nobody
/// tells: then a payment is refused.

#include <optional>

#include "adapters/channels/dialect.hpp"
#include "adapters/channels/unionpay/request.hpp"

namespace sluice::unionpay {

/// Precondition of these: the call is about an agreement.
[[nodiscard]] transaction agreement_transaction(const channel_call& call);
/// Nothing: no such agreement can be asked for, or the account has no number as a token requestor.
[[nodiscard]] std::optional<form_fields> agreement_fields(
    const channel_call& call, const dialect_account& account, const keys& with);

/// `said`: proven, and about this call.
[[nodiscard]] channel_answer agreement_says(const channel_call& call, const form_fields& said,
                                            const keys& with);

[[nodiscard]] bool is_about_agreement(const form_fields& told) noexcept;
/// Precondition: it is genuine, about an agreement, and its number is a word.
[[nodiscard]] agreement_notice read_agreement_notice(const form_fields& told, const keys& with);

}  // namespace sluice::unionpay
