#pragma once
/// One function per API of the simulated WeChat Pay V3. `key`: the number in the path. Private to
/// its face.

#include "sim/providers/wechat_v3_wire.hpp"

namespace sluice::sim::wechat_v3 {

// -- trades ---------------------------------------------------------------------
[[nodiscard]] face_answer codepay(provider& behind, const call& c);
/// native, jsapi, app, h5.
[[nodiscard]] face_answer prepay(provider& behind, const call& c, business_type type);
[[nodiscard]] face_answer query(provider& behind, const call& c, const std::string& key);
[[nodiscard]] face_answer close(provider& behind, const call& c, const std::string& key);
[[nodiscard]] face_answer reverse(provider& behind, const call& c, const std::string& key);

/// The trade as queries, codepay and notifications tell it.
[[nodiscard]] json described(const trade& t);

// -- refunds ----------------------------------------------------------------------
[[nodiscard]] face_answer give_refund(provider& behind, const call& c);
/// `reference`: of a refund that is ABNORMAL, to a card of the payer's or the merchant's.
[[nodiscard]] face_answer apply_abnormal_refund(provider& behind, const call& c,
                                                const std::string& reference);
[[nodiscard]] face_answer refund_query(provider& behind, const call& c, const std::string& key);

// -- bills -----------------------------------------------------------------------
inline constexpr std::string_view bill_links = "/v3/bill/tradebill";
inline constexpr std::string_view fund_bill_links = "/v3/bill/fundflowbill";
inline constexpr std::string_view bill_files = "/v3/billdownload/file";
[[nodiscard]] face_answer bill_link(provider& behind, const call& c);
[[nodiscard]] face_answer bill_behind_link(provider& behind, const call& c);

// -- balances ----------------------------------------------------------------------
inline constexpr std::string_view balances = "/v3/merchant/fund/balance/";
/// Everything moves in the account BASIC; the others are empty.
[[nodiscard]] face_answer balance(provider& behind, const call& c, const std::string& account);

}  // namespace sluice::sim::wechat_v3
