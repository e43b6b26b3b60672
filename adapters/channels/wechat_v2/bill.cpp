#include "adapters/channels/wechat_v2/bill.hpp"

#include <utility>

#include "adapters/channels/nonce.hpp"
#include "adapters/channels/strict_xml.hpp"

namespace sluice::wechat_v2 {
namespace {

heard_bill refusal_in(const xml_fields& said) {
  const auto own_code = value_of(said, "error_code");
  // The fund flow's refusals name it otherwise.
  const auto code = own_code.empty() ? value_of(said, "err_code") : own_code;
  const auto text = value_of(said, "return_msg");
  if (value_of(said, "return_code") != "FAIL") return bill_not_told{"no_return_code"};
  if (code == "20002" || text == "No Bill Exist") return no_bill{};
  if (text == "Bill Creating") return bill_not_yet{};
  return bill_refused{(code.empty() ? text : code).word()};
}

}  // namespace

http_request bill_request(bill_day day, bill_kind kind, const dialect_account& account,
                          const shared_key& key, const moment& at) {
  const bool is_of_funds = kind == bill_kind::funds;
  request_fields fields{{"appid", account.app_id},
                        {"mch_id", account.merchant_id},
                        {"nonce_str", nonce_of(at)},
                        {"bill_date", digits_of(day)}};
  if (is_of_funds)
    fields.emplace_back("account_type", "Basic");
  else
    fields.emplace_back("bill_type", "ALL");
  fields.emplace_back("tar_type", "GZIP");
  if (is_of_funds)
    key.sign_by_hmac(fields);
  else
    key.sign(fields);
  return {.target = is_of_funds ? "/pay/downloadfundflow" : "/pay/downloadbill",
          .headers = {{"Content-Type", "text/xml; charset=utf-8"}},
          .body = write_xml(fields)};
}

heard_bill read_bill_answer(std::string_view body) {
  const auto refused = read_xml(body);
  if (const auto* said = std::get_if<xml_fields>(&refused)) return refusal_in(*said);
  auto text = unpacked_text(body);
  if (!text) return bill_not_told{"damaged"};
  // Neither a page for people nor half an answer is kept as a bill.
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  constexpr std::string_view of_trades = "交易时间,", of_funds = "记账时间,";
  std::string_view begin = *text;
  if (begin.starts_with(byte_order_mark)) begin.remove_prefix(byte_order_mark.size());
  if (!begin.starts_with(of_trades) && !begin.starts_with(of_funds))
    return bill_not_told{"unreadable"};
  return bill_file{.bytes = *std::move(text)};
}

}  // namespace sluice::wechat_v2
