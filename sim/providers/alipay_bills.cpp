#include <algorithm>

#include "sim/providers/alipay_pages.hpp"
#include "sim/providers/bills.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim::alipay {
namespace {

/// Trades only: what was paid out is not in this kind of bill.
statement trades_of(const provider& behind, span_of_time span, const std::string& app_id) {
  auto lines = behind.moved_in(span);
  std::erase_if(lines, [&](const statement_line& one) {
    return one.about.app_id != app_id || one.about.type == business_type::payout;
  });
  return lines;
}

}  // namespace

face_answer bill_link(provider& behind, const call& c, instant now) {
  const auto day = text(c, "bill_date");
  const auto span = day_in_beijing(day, now);
  if (!span || text(c, "bill_type") != "trade") return wrap(c, invalid_parameter());
  if (span->until <= span->from || trades_of(behind, *span, c.app_id).empty())
    return wrap(c, failure("isp.bill_not_exist", "账单不存在"));
  auto node = success();
  node["bill_download_url"] =
      "http://" + c.host + std::string(bill_files) + "?" +
      write_form({{"bizDates", day},
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
  std::string digits = day;
  std::erase(digits, '-');
  const auto lines =
      trades_of(behind, {span->from, span->from + millis{*length}}, field(asked, "userId"));
  return {.content_type = "application/zip", .body = alipay_bill(lines, digits)};
}

}  // namespace sluice::sim::alipay
