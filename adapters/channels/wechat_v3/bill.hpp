#pragma once
/// The bill of a day at WeChat Pay V3: a signed answer names a link and the SHA-1 of what lies
/// there. Source: pay.weixin.qq.com/doc/v3/merchant, "apply for the trade bill",
/// "apply for the fund flow bill".

#include "adapters/channels/bill_exchange.hpp"
#include "adapters/channels/dialect.hpp"
#include "adapters/channels/wechat_v3/account.hpp"

namespace sluice::wechat_v3 {

/// Of funds: of the account in which payments are settled (BASIC).
[[nodiscard]] http_request bill_request(bill_day day, bill_kind kind);

/// Of an answer whose signature was checked already. The link's request comes signed.
[[nodiscard]] heard_bill read_bill_answer(int status, std::string_view body, const account& us,
                                          const moment& at);

}  // namespace sluice::wechat_v3
