#include <algorithm>

#include "sim/providers/alipay_pages.hpp"
#include "sim/providers/bills.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim::alipay {
namespace {

constexpr std::string_view of_funds = "signcustomer";

statement lines_of(const provider& behind, span_of_time span, const std::string& app_id) {
  auto lines = behind.moved_in(span);
  std::erase_if(lines, [&](const statement_line& one) { return one.about.app_id != app_id; });
  return lines;
}

/// Trades only: what was paid out is not in this kind of bill.
statement trades_of(const provider& behind, span_of_time span, const std::string& app_id) {
  auto lines = lines_of(behind, span, app_id);
  std::erase_if(
      lines, [](const statement_line& one) { return one.about.type == business_type::payout; });
  return lines;
}

std::vector<fund_move> funds_of(const provider& behind, instant until, const std::string& app_id) {
  return fund_moves(lines_of(behind, since_ever(until), app_id), fee_returns::apart);
}

/// The archive. Empty: nothing moved. `day`: "20260102".
std::string bill_of(const provider& behind, span_of_time span, const std::string& app_id,
                    const std::string& day, bool is_of_funds) {
  if (is_of_funds) {
    const auto moves = moves_in(funds_of(behind, span.until, app_id), span);
    return moves.empty() ? std::string{} : alipay_account_bill(moves, day);
  }
  const auto lines = trades_of(behind, span, app_id);
  return lines.empty() ? std::string{} : alipay_bill(lines, day);
}

std::string digits_in(std::string day) {
  std::erase(day, '-');
  return day;
}

}  // namespace

face_answer bill_link(provider& behind, const call& c, instant now) {
  const auto day = text(c, "bill_date"), type = text(c, "bill_type");
  const auto span = day_in_beijing(day, now);
  if (!span || (type != "trade" && type != of_funds)) return wrap(c, invalid_parameter());
  if (span->until <= span->from ||
      bill_of(behind, *span, c.app_id, digits_in(day), type == of_funds).empty())
    return wrap(c, failure("isp.bill_not_exist", "账单不存在"));
  auto node = success();
  node["bill_download_url"] =
      "http://" + c.host + std::string(bill_files) + "?" +
      write_form({{"bizDates", day},
                  {"bizType", type},
                  {"userId", c.app_id},
                  {"fileId", std::to_string((span->until - span->from).count())}});
  return wrap(c, node);
}

face_answer bill_behind_link(const provider& behind, std::string_view query, instant now) {
  const auto asked = parse_form(query);
  const auto day = field(asked, "bizDates");
  const auto span = day_in_beijing(day, now);
  const auto length = from_digits(field(asked, "fileId"));
  if (!span || !length) return {.status = 404, .content_type = "text/plain", .body = "no file\n"};
  return {
      .content_type = "application/zip",
      .body = bill_of(behind, {span->from, span->from + millis{*length}}, field(asked, "userId"),
                      digits_in(day), field(asked, "bizType") == of_funds)};
}

face_answer balance_query(provider& behind, const call& c, instant now) {
  const auto fen = balance_after(funds_of(behind, now, c.app_id));
  auto node = success();
  node["total_amount"] = node["available_amount"] = major_units({fen, currency::cny});
  node["freeze_amount"] = "0.00";
  return wrap(c, node);
}

}  // namespace sluice::sim::alipay
