#include "adapters/channels/unionpay/bill.hpp"

#include <algorithm>
#include <utility>

#include "adapters/channels/beijing_time.hpp"
#include "adapters/packing/inflate.hpp"
#include "base/base64.hpp"

namespace sluice::unionpay {
namespace {

/// Month and day: which year is not said.
std::string settle_date(bill_day day) { return digits_of(day).substr(4); }

heard_bill archive_in(foreign_text content) {
  std::string text(content.as_received());
  std::erase_if(text, [](char c) { return c == '\r' || c == '\n'; });
  const auto packed = bytes_from_base64(text);
  if (!packed) return bill_not_told{"unreadable"};
  auto bytes = packing::inflated(*packed, packing::wrapping::zlib, packing::largest_bill);
  if (!bytes) return bill_not_told{"damaged"};
  return bill_file{.bytes = *std::move(bytes), .ending = ".zip", .is_vouched_for = true};
}

}  // namespace

form_fields bill_fields(bill_day day, const dialect_account& account, const keys& with,
                        instant now) {
  return {{"version", "5.1.0"},
          {"encoding", "utf-8"},
          {"signMethod", "01"},  // RSA
          {"certId", with.certificate_number},
          {"txnType", "76"},
          {"txnSubType", "01"},
          {"bizType", "000000"},
          {"accessType", "0"},  // a merchant's own
          {"merId", account.merchant_id},
          {"txnTime", beijing_digits(now)},
          {"settleDate", settle_date(day)},
          {"fileType", "00"}};
}

heard_bill read_bill_answer(const form_fields& said, bill_day day, const dialect_account& account) {
  if (value_of(said, "merId") != account.merchant_id) return bill_not_told{"foreign_account"};
  if (value_of(said, "txnType") != "76" || value_of(said, "settleDate") != settle_date(day))
    return bill_not_told{"another_bill"};
  const auto code = value_of(said, "respCode");
  if (code == "98") return no_bill{};  // also said before it is made
  if (code != "00") return bill_refused{code.word()};
  return archive_in(value_of(said, "fileContent"));
}

}  // namespace sluice::unionpay
