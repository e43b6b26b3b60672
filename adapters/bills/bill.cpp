#include "adapters/bills/bill.hpp"

#include <algorithm>
#include <cstring>
#include <set>
#include <utility>

#include "adapters/channels/beijing_time.hpp"
#include "base/invariant.hpp"

namespace sluice::bills {
namespace {

bool lists_trades(bill_form form) noexcept {
  switch (form) {
    case bill_form::wechat_trade:
    case bill_form::alipay_trade:
    case bill_form::unionpay: return true;
    case bill_form::wechat_fund_flow:
    case bill_form::alipay_account: return false;
  }
  broken_invariant("every form lists trades or movements", __FILE__, __LINE__);
}

}  // namespace

std::string_view name_of(row_kind kind) noexcept {
  switch (kind) {
    case row_kind::payment: return "payment";
    case row_kind::refund: return "refund";
    case row_kind::reversal: return "reversal";
    case row_kind::fee: return "fee";
    case row_kind::withdrawal: return "withdrawal";
    case row_kind::other: return "other";
  }
  broken_invariant("every kind of row has a name", __FILE__, __LINE__);
}

std::string_view name_of(bill_form form) noexcept {
  switch (form) {
    case bill_form::wechat_trade: return "WeChat trade bill";
    case bill_form::wechat_fund_flow: return "WeChat fund-flow bill";
    case bill_form::alipay_trade: return "Alipay trade bill";
    case bill_form::alipay_account: return "Alipay account bill";
    case bill_form::unionpay: return "UnionPay bill";
  }
  broken_invariant("every form has a name", __FILE__, __LINE__);
}

/// Multiplied and folded word by word: nobody gains by two lines that only look alike here.
std::uint64_t hash_of_line(std::string_view line) noexcept {
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;
  std::uint64_t out = line.size() * odd;
  while (!line.empty()) {
    std::uint64_t word = 0;
    const auto size = std::min(line.size(), sizeof word);
    std::memcpy(&word, line.data(), size);
    line.remove_prefix(size);
    out = (out ^ word) * odd;
    out ^= out >> 29U;
  }
  return out >> 24U;
}

bill_standing standing_of(const bill& read) noexcept {
  if (!read.is_whole) return bill_standing::cut;
  if (!read.unreadable.empty()) return bill_standing::lines_unreadable;
  if (read.sums.empty()) return bill_standing::without_sums;
  const bool agree = std::ranges::all_of(
      read.sums, [](const stated_sum& one) { return one.found && *one.found == one.stated; });
  return agree ? bill_standing::proven : bill_standing::sums_differ;
}

std::string_view sentence_of(bill_standing standing) noexcept {
  switch (standing) {
    case bill_standing::proven: return "its rows add up to its sums";
    case bill_standing::cut: return "it is cut: its end is missing";
    case bill_standing::lines_unreadable: return "some of its lines cannot be read";
    case bill_standing::sums_differ: return "its rows do not add up to its sums";
    case bill_standing::without_sums: return "it states no sums to compare with";
  }
  broken_invariant("every standing has a sentence", __FILE__, __LINE__);
}

const bill_row* row_of_another(const bill& read, std::string_view account) noexcept {
  const auto at = std::ranges::find_if(
      read.rows, [&](const auto& row) { return !row.account.empty() && row.account != account; });
  return at == read.rows.end() ? nullptr : &*at;
}

const bill_row* row_said_twice(const bill& read) {
  if (!lists_trades(read.form)) return nullptr;
  std::set<std::pair<std::string_view, bool>> known;
  const auto at = std::ranges::find_if(read.rows, [&](const bill_row& row) {
    const bool is_trade = row.kind == row_kind::payment || row.kind == row_kind::refund ||
                          row.kind == row_kind::reversal;
    return is_trade && !row.own.ours.empty() &&
           !known.emplace(row.own.ours, row.amount.minor_units < 0).second;
  });
  return at == read.rows.end() ? nullptr : &*at;
}

const bill_row* row_of_another_day(const bill& read, std::string_view day) {
  if (read.form == bill_form::unionpay) return nullptr;
  const auto at = std::ranges::find_if(read.rows, [&](const bill_row& row) {
    return row.at && !beijing_time(*row.at).starts_with(day);
  });
  return at == read.rows.end() ? nullptr : &*at;
}

}  // namespace sluice::bills
