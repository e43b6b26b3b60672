#include <algorithm>
#include <array>

#include "adapters/signing/digest.hpp"
#include "sim/providers/bill_packing.hpp"
#include "sim/providers/bills.hpp"
#include "sim/providers/wechat_v3_pages.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim::wechat_v3 {
namespace {

constexpr refusal none{400, "NO_STATEMENT_EXIST", "账单文件不存在"};
constexpr refusal not_yet{400, "STATEMENT_CREATING", "账单生成中"};
constexpr std::string_view of_funds = "-funds";
constexpr std::array<std::string_view, 3> accounts{"BASIC", "OPERATION", "FEES"};

statement lines_of(const provider& behind, span_of_time span, const std::string& merchant_id) {
  auto lines = behind.moved_in(span);
  std::erase_if(lines, [&](const statement_line& one) {
    const auto by = one.about.said.find("mchid");
    return by == one.about.said.end() || by->second != merchant_id;
  });
  return lines;
}

/// Of the account BASIC, the only one in which anything moves.
std::vector<fund_move> funds_of(const provider& behind, instant until,
                                const std::string& merchant_id) {
  return fund_moves(lines_of(behind, since_ever(until), merchant_id), fee_returns::within);
}

/// The bill's text. Empty: nothing moved.
std::string bill_of(const provider& behind, span_of_time span, const std::string& merchant_id,
                    bool is_of_funds) {
  if (is_of_funds) {
    const auto moves = moves_in(funds_of(behind, span.until, merchant_id), span);
    return moves.empty() ? std::string{} : wechat_fund_bill(moves);
  }
  const auto lines = lines_of(behind, span, merchant_id);
  return lines.empty() ? std::string{} : wechat_bill(lines, merchant_id);
}

/// What is asked for beside the day. Nothing: it makes no sense.
bool is_whole(const form& asked, bool is_of_funds) {
  const auto type = field(asked, "bill_type"), account = field(asked, "account_type");
  if (!is_of_funds) return account.empty() && (type.empty() || type == "ALL");
  return type.empty() && (account.empty() || std::ranges::count(accounts, account) > 0);
}

}  // namespace

face_answer bill_link(provider& behind, const call& c) {
  const auto asked = parse_form(c.query);
  const bool is_of_funds = c.path == fund_bill_links;
  const auto day = field(asked, "bill_date");
  const auto span = day_in_beijing(day, c.at);
  if (!span || !is_whole(asked, is_of_funds)) return refused(c, parameter_error);
  if (span->until <= span->from) return refused(c, not_yet);
  const auto account = field(asked, "account_type");
  const bool is_empty_account = !account.empty() && account != accounts.front();
  const auto text =
      is_empty_account ? std::string{} : bill_of(behind, *span, c.merchant_id, is_of_funds);
  if (text.empty()) return refused(c, none);
  // The link remembers until when, so that the hash is that of what lies there.
  return done(
      c, {{"hash_type", "SHA1"},
          {"hash_value", signing::hex_digest(signing::hash::sha1, text)},
          {"download_url",
           "https://api.mch.weixin.qq.com" + std::string(bill_files) + "?token=" + day + "_" +
               std::to_string((span->until - span->from).count()) +
               std::string(is_of_funds ? of_funds : "") + "&tartype=" + field(asked, "tar_type")}});
}

face_answer bill_behind_link(provider& behind, const call& c) {
  const auto asked = parse_form(c.query);
  auto token = field(asked, "token");
  const bool is_of_funds = token.ends_with(of_funds);
  if (is_of_funds) token.resize(token.size() - of_funds.size());
  const auto cut = token.find('_');
  const auto length = from_digits(token.substr(std::min(cut + 1, token.size())));
  const auto span = day_in_beijing(token.substr(0, cut), c.at);
  if (cut == std::string::npos || !length || !span) return refused(c, parameter_error);
  const auto text =
      bill_of(behind, {span->from, span->from + millis{*length}}, c.merchant_id, is_of_funds);
  const bool is_packed = field(asked, "tartype") == "GZIP";
  // Not signed: the hash was.
  return {.content_type = "application/octet-stream",
          .body = is_packed ? packed(text, packed_as::gzip) : text};
}

face_answer balance(provider& behind, const call& c, const std::string& account) {
  if (std::ranges::count(accounts, account) == 0) return refused(c, parameter_error);
  const bool is_basic = account == accounts.front();
  const auto fen = is_basic ? balance_after(funds_of(behind, c.at, c.merchant_id)) : 0;
  return done(c, {{"available_amount", fen}, {"pending_amount", 0}});
}

}  // namespace sluice::sim::wechat_v3
