#pragma once
/// The bills of a day at WeChat Pay V2: of trades, and of what moved in the account Basic. Neither
/// a bill nor a refusal is signed: the file's own sums are all that speaks for it. The fund flow is
/// asked for by HMAC-SHA256 only. Source: pay.weixin.qq.com/doc/v2/merchant/4011985040
/// (downloadbill), downloadfundflow.

#include "adapters/channels/account.hpp"
#include "adapters/channels/bill_exchange.hpp"
#include "adapters/channels/dialect.hpp"
#include "adapters/channels/wechat_v2/shared_key.hpp"

namespace sluice::wechat_v2 {

[[nodiscard]] http_request bill_request(bill_day day, bill_kind kind,
                                        const dialect_account& account, const shared_key& key,
                                        const moment& at);

/// `body`: a table as text or GZIP, or XML that says why there is none.
[[nodiscard]] heard_bill read_bill_answer(std::string_view body);

}  // namespace sluice::wechat_v2
