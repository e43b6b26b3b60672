#pragma once
/// One function per method of the simulated Alipay. Private to the alipay face.

#include <optional>

#include "sim/providers/alipay_json.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim::alipay {

/// The only payer and the only seller that there are.
inline constexpr const char* buyer_logon_id = "sim***@example.com";
inline constexpr const char* buyer_id = "2088102117055009";
inline constexpr const char* seller_id = "2088102119685838";

// -- trades ---------------------------------------------------------------------
[[nodiscard]] face_answer pay(provider& behind, const call& c, instant now);
[[nodiscard]] face_answer create(provider& behind, const call& c, instant now);
[[nodiscard]] face_answer query(provider& behind, const call& c, instant now);
[[nodiscard]] face_answer cancel(provider& behind, const call& c, instant now);
[[nodiscard]] face_answer close(provider& behind, const call& c, instant now);

/// The part that all ways to pay have in common. Nothing: a parameter is missing or makes no sense.
/// `agreement`: the channel's number of the one that it names.
[[nodiscard]] std::optional<reply<pay_verdict>> place(provider& behind, const call& c,
                                                      business_type type, instant now,
                                                      const std::string& agreement = {});
/// The node for a verdict other than paid and awaiting_payer.
[[nodiscard]] json refusal_of(pay_verdict verdict);

// -- what the payer opens --------------------------------------------------------
/// The text of a code that the merchant shows.
[[nodiscard]] face_answer precreate(provider& behind, const call& c, instant now);
/// What the payer's browser or app sends, signed by the merchant: the trade begins only then.
[[nodiscard]] face_answer page_pay(provider& behind, const call& c, instant now);
[[nodiscard]] face_answer wap_pay(provider& behind, const call& c, instant now);
[[nodiscard]] face_answer app_pay(provider& behind, const call& c, instant now);

/// A page for people.
[[nodiscard]] face_answer shown_page(const std::string& text);

// -- holds ---------------------------------------------------------------------------
/// The text of a code by which the payer lets money be held.
[[nodiscard]] face_answer voucher_create(provider& behind, const call& c, instant now);
/// Of a freeze or an unfreeze, by its own number.
[[nodiscard]] face_answer hold_query(provider& behind, const call& c, instant now);
[[nodiscard]] face_answer hold_cancel(provider& behind, const call& c, instant now);
[[nodiscard]] face_answer unfreeze(provider& behind, const call& c, instant now);
/// What trade.pay takes of what is held. Nothing: a parameter is missing or makes no sense.
[[nodiscard]] std::optional<reply<pay_verdict>> place_capture(provider& behind, const call& c,
                                                              instant now);
/// What a notification says of a freeze.
[[nodiscard]] form news_of_hold(const notice& n);

// -- agreements --------------------------------------------------------------------
/// What the payer's browser opens to sign.
[[nodiscard]] face_answer page_sign(provider& behind, const call& c, instant now);
/// The number of the agreement that the payer of this page signs, too; empty: none.
[[nodiscard]] std::string signed_in(const call& c);
/// Who pays on a page that says so signs there, too.
void offer_with_payment(provider& behind, const call& c, instant now);
[[nodiscard]] face_answer agreement_query(provider& behind, const call& c, instant now);
[[nodiscard]] face_answer unsign(provider& behind, const call& c, instant now);
/// What a notification says of one that was signed or ended.
[[nodiscard]] form news_of(const payer_agreement& a);

// -- refunds ----------------------------------------------------------------------
[[nodiscard]] face_answer give_refund(provider& behind, const call& c, instant now);
[[nodiscard]] face_answer refund_query(provider& behind, const call& c, instant now);

// -- payouts ----------------------------------------------------------------------
[[nodiscard]] face_answer transfer(provider& behind, const call& c, instant now);
[[nodiscard]] face_answer transfer_query(provider& behind, const call& c, instant now);

// -- bills ------------------------------------------------------------------------
inline constexpr std::string_view bill_files = "/downloadBillFile.resource";
/// Of trades, or of the account's movements (signcustomer).
[[nodiscard]] face_answer bill_link(provider& behind, const call& c, instant now);
/// Whoever has the link has the file.
[[nodiscard]] face_answer bill_behind_link(const provider& behind, std::string_view query,
                                           instant now);
/// What lies in the merchant's account.
[[nodiscard]] face_answer balance_query(provider& behind, const call& c, instant now);

}  // namespace sluice::sim::alipay
