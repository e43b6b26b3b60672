#pragma once
/// What UnionPay's answer codes (respCode, origRespCode) prove. Source: the code tables of the
/// ACP interface (open.unionpay.com, appendix of answer codes), read conservatively. Ranges: 01-09
/// network, 10-29 message, 30-59 merchant, 60-89 card holder or issuer, 90-99 reserved.

#include <array>

#include "adapters/channels/code_table.hpp"
#include "domain/agreement/report.hpp"

namespace sluice::unionpay {

using enum order::finding;

/// Of money that comes in.
inline constexpr std::array codes{
    attempt_row{"00", paid},
    attempt_row{"A6", paid},  // with a defect: the money moved, a later step is incomplete
    attempt_row{"01", not_paid},
    attempt_row{"02", not_paid, fault::channel},
    attempt_row{"03", unknown, fault::channel},
    attempt_row{"04", unknown, fault::channel},
    attempt_row{"05", unknown},
    attempt_row{"06", unknown, fault::channel},
    attempt_row{"10", not_paid, fault::program},
    attempt_row{"11", not_paid, fault::account},
    attempt_row{"12", unknown},  // used before: an earlier copy may be paid
    attempt_row{"13", not_paid, fault::program},
    attempt_row{"14", not_paid, fault::program},
    attempt_row{"30", not_paid, fault::payer},
    attempt_row{"31", not_paid, fault::account},
    attempt_row{"32", not_paid, fault::account},
    attempt_row{"33", not_paid, fault::order},
    attempt_row{"34", unknown},  // beside a result; alone it is "not found" (see answer.cpp)
    attempt_row{"35", not_paid, fault::order},
    attempt_row{"36", not_paid, fault::order},
    attempt_row{"37", unknown, fault::too_fast},
    attempt_row{"38", not_paid, fault::payer},
    attempt_row{"39", not_paid, fault::order},
    attempt_row{"40", not_paid, fault::payer},
    attempt_row{"41", unknown},
    attempt_row{"42", unknown},  // debited too late: money was taken, and should come back
    attempt_row{"43", not_paid, fault::account},
    attempt_row{"44", not_paid, fault::payer},
    attempt_row{"45", unknown},  // given back before, by whatever
    attempt_row{"46", not_paid},
    attempt_row{"60", not_paid, fault::payer},
    attempt_row{"61", not_paid, fault::payer},
    attempt_row{"62", not_paid, fault::payer},
    attempt_row{"63", not_paid, fault::payer},
    attempt_row{"64", not_paid, fault::payer},
    attempt_row{"65", not_paid, fault::payer},
    attempt_row{"66", not_paid, fault::payer},
    attempt_row{"67", not_paid, fault::payer},
    attempt_row{"68", not_paid, fault::payer},
    attempt_row{"69", not_paid, fault::payer},
    attempt_row{"70", payer_paying},
    attempt_row{"71", not_paid, fault::payer},
    attempt_row{"72", not_paid, fault::payer},
    attempt_row{"73", not_paid, fault::payer},
    attempt_row{"74", unknown},  // debited, and what it was to pay for is not known to be paid
    attempt_row{"75", unknown},  // debited, and what it was to pay for is not paid
    attempt_row{"76", not_paid, fault::payer},
    attempt_row{"77", not_paid, fault::payer},
    attempt_row{"78", not_paid, fault::payer},
    attempt_row{"79", not_paid, fault::payer},
    attempt_row{"80", not_paid, fault::payer},
    attempt_row{"81", not_paid, fault::payer},
    attempt_row{"82", payer_paying},
    attempt_row{"83", unknown},
    attempt_row{"85", not_paid, fault::order},
    attempt_row{"86", not_paid, fault::order},
    attempt_row{"87", not_paid, fault::payer},
    attempt_row{"88", not_paid, fault::order},
    attempt_row{"89", not_paid, fault::payer},
    attempt_row{"90", not_paid, fault::payer},
    attempt_row{"91", not_paid, fault::payer},
    attempt_row{"92", not_paid, fault::account},
    attempt_row{"93", not_paid, fault::account},
    attempt_row{"94", not_paid, fault::account},
    attempt_row{"95", not_paid, fault::account},
    attempt_row{"96", not_paid, fault::account},
    attempt_row{"98", unknown},
    attempt_row{"99", unknown, fault::channel},
};

/// Of the code that a payer has typed: it was not the right one, and nothing was charged.
inline constexpr std::string_view wrong_code = "71";

/// Of an agreement: what is said where it is asked about (78), and where its token is deleted (74).
/// "Not signed" counts only when the payer cannot sign any more, and of one that was signed only
/// where its deletion is asked for. Whoever says "in force" must say the token, too.
struct agreement_row {
  std::string_view code;
  agreement::finding asked, deleted;
};
inline constexpr std::array agreement_codes{
    agreement_row{"00", agreement::finding::in_force, agreement::finding::ended},
    // No such opening; the payer has not opened it yet, either.
    agreement_row{"34", agreement::finding::not_signed, agreement::finding::unknown},
    agreement_row{"77", agreement::finding::not_signed, agreement::finding::unknown},
    // The token has run out, or is none any more.
    agreement_row{"80", agreement::finding::not_signed, agreement::finding::not_signed},
    agreement_row{"89", agreement::finding::not_signed, agreement::finding::not_signed},
};

/// Of refunds: money that goes out. Failed is what was declined for a reason of the card, the
/// amount or the balance. That the payment is in another state (35, 36, 45, 46) or that our request
/// or contract is not in order (10, 11, 31, 32, 43) may be said of a repeat whose first copy was
/// carried out: ask.
inline constexpr std::array refund_codes{
    refund_row{"00", order::refund_finding::accepted},
    refund_row{"A6", order::refund_finding::accepted},
    refund_row{"33", order::refund_finding::failed},
    refund_row{"38", order::refund_finding::failed},
    refund_row{"39", order::refund_finding::failed},
    refund_row{"44", order::refund_finding::failed},
    refund_row{"61", order::refund_finding::failed},
    refund_row{"62", order::refund_finding::failed},
    refund_row{"63", order::refund_finding::failed},
    refund_row{"64", order::refund_finding::failed},
    refund_row{"68", order::refund_finding::failed},
    refund_row{"73", order::refund_finding::failed},
    refund_row{"78", order::refund_finding::failed},
    refund_row{"90", order::refund_finding::failed},
};

/// Of an undoing (31, 33): the day's end is over, and nothing was undone.
inline constexpr std::string_view undone_too_late = "39";

[[nodiscard]] constexpr bool is_unlisted(std::string_view code) noexcept {
  return is_in_none(code, codes, agreement_codes, refund_codes);
}

static_assert(name_each_code_once(codes) && name_each_code_once(refund_codes));

}  // namespace sluice::unionpay
