#include <algorithm>

#include "adapters/signing/digest.hpp"
#include "sim/providers/bill_packing.hpp"
#include "sim/providers/bills.hpp"
#include "sim/providers/wechat_v3_pages.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim::wechat_v3 {
namespace {

constexpr refusal none{400, "NO_STATEMENT_EXIST", "账单文件不存在"};
constexpr refusal not_yet{400, "STATEMENT_CREATING", "账单生成中"};

/// The bill's text. Empty: nothing moved.
std::string bill_of(const provider& behind, span_of_time span, const std::string& merchant_id) {
  auto lines = behind.moved_in(span);
  std::erase_if(lines, [&](const statement_line& one) {
    const auto by = one.about.said.find("mchid");
    return by == one.about.said.end() || by->second != merchant_id;
  });
  return lines.empty() ? std::string{} : wechat_bill(lines, merchant_id);
}

}  // namespace

face_answer bill_link(provider& behind, const call& c) {
  const auto asked = parse_form(c.query);
  const auto day = field(asked, "bill_date");
  const auto span = day_in_beijing(day, c.at);
  const auto type = field(asked, "bill_type");
  if (!span || (!type.empty() && type != "ALL")) return refused(c, parameter_error);
  if (span->until <= span->from) return refused(c, not_yet);
  const auto text = bill_of(behind, *span, c.merchant_id);
  if (text.empty()) return refused(c, none);
  // The link remembers until when, so that the hash is that of what lies there.
  return done(
      c, {{"hash_type", "SHA1"},
          {"hash_value", signing::hex_digest(signing::hash::sha1, text)},
          {"download_url", "https://api.mch.weixin.qq.com" + std::string(bill_files) + "?token=" +
                               day + "_" + std::to_string((span->until - span->from).count()) +
                               "&tartype=" + field(asked, "tar_type")}});
}

face_answer bill_behind_link(provider& behind, const call& c) {
  const auto asked = parse_form(c.query);
  const auto token = field(asked, "token");
  const auto cut = token.find('_');
  const auto length = from_digits(token.substr(std::min(cut + 1, token.size())));
  const auto span = day_in_beijing(token.substr(0, cut), c.at);
  if (cut == std::string::npos || !length || !span) return refused(c, parameter_error);
  const auto text = bill_of(behind, {span->from, span->from + millis{*length}}, c.merchant_id);
  const bool is_packed = field(asked, "tartype") == "GZIP";
  // Not signed: the hash was.
  return {.content_type = "application/octet-stream",
          .body = is_packed ? packed(text, packed_as::gzip) : text};
}

}  // namespace sluice::sim::wechat_v3
