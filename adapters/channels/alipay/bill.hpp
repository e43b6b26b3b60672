#pragma once
/// The bill of a day at Alipay: a signed answer names a link, which is good for half a minute. What
/// lies there nobody signs. Source: opendocs.alipay.com,
/// alipay.data.dataservice.bill.downloadurl.query.

#include <string_view>

#include "adapters/channels/alipay/account.hpp"
#include "adapters/channels/bill_exchange.hpp"

namespace sluice::alipay {

inline constexpr std::string_view bill_method = "alipay.data.dataservice.bill.downloadurl.query";

/// biz_content.
[[nodiscard]] std::string bill_content(bill_day day, bill_kind kind);

[[nodiscard]] heard_bill read_bill_answer(std::string_view body, const account& us, instant now);

}  // namespace sluice::alipay
