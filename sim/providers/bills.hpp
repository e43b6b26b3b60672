#pragma once
/// The bills that the simulated channels give of a day in Beijing, byte for byte in the real
/// formats. Private to the faces. A real bill comes on the next morning and is never changed; a
/// tester need not wait: of today there is what has moved so far. Of a day on which nothing moved
/// there is none, and of a day to come there is none yet.
///
/// Refunds are in it when they are done (real ones: when they are accepted), and fees are 0.60 %.
///
/// Source: the descriptions of the files by each channel, and published files.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/providers/fund_flow.hpp"
#include "sim/providers/statement.hpp"

namespace sluice::sim {

/// Of "20260102" or "2026-01-02", no later than now. `until` is before `from` for a day to come.
/// Nothing: it is no day.
[[nodiscard]] std::optional<span_of_time> day_in_beijing(std::string_view day, instant now);

/// UTF-8 with a byte order mark, CR LF.
[[nodiscard]] std::string wechat_bill(const statement& lines, const std::string& merchant_id);

/// A ZIP archive of two lists in GBK: the trades, and their summary. `day`: "20260102".
[[nodiscard]] std::string alipay_bill(const statement& lines, const std::string& day);

/// What moved in an account: UTF-8 with a byte order mark, CR LF.
[[nodiscard]] std::string wechat_fund_bill(const std::vector<fund_move>& moves);

/// Likewise: a ZIP archive of one list in GBK. `day`: "20260102".
[[nodiscard]] std::string alipay_account_bill(const std::vector<fund_move>& moves,
                                              const std::string& day);

/// A ZIP archive: ZM, an empty ZME, and the summary in GBK. `day`: "20260102".
[[nodiscard]] std::string unionpay_bill(const statement& lines, const std::string& merchant_id,
                                        const std::string& day);

}  // namespace sluice::sim
