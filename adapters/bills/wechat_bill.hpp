#pragma once
/// WeChat Pay's bills: UTF-8, a header, rows whose cells begin with a back-tick (so that a comma
/// inside is no end), a second header and one line of sums. Source: pay.weixin.qq.com, "download
/// the trade bill", "download the fund-flow bill"; and files of 2014 to 2021.

#include <string_view>

#include "adapters/bills/bill.hpp"

namespace sluice::bills {

/// Trade bills of any type (ALL, SUCCESS, REFUND) and fund-flow bills; the header says which.
[[nodiscard]] reading_of_bill read_wechat_bill(std::string_view text);

}  // namespace sluice::bills
