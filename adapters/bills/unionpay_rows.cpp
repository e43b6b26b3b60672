#include "adapters/bills/unionpay_rows.hpp"

#include <algorithm>
#include <chrono>

#include "adapters/bills/exact_decimal.hpp"
#include "adapters/channels/beijing_time.hpp"
#include "adapters/channels/decimal_amount.hpp"

namespace sluice::bills {
namespace {

constexpr std::int64_t parts_of_a_fen = parts_of_a_unit / 100;

/// "C000000473939": to us; "D000000002861": from us; " 000000000000": nothing.
std::optional<std::int64_t> signed_fen(std::string_view raw) {
  if (raw.empty()) return std::nullopt;
  const auto digits = money_from_minor(raw.substr(1), currency::cny);
  if (!digits) return std::nullopt;
  const auto fen = digits->minor_units;
  if (raw.front() == 'C') return fen;
  if (raw.front() == 'D') return -fen;
  return raw.front() == ' ' && fen == 0 ? std::optional<std::int64_t>(0) : std::nullopt;
}

/// In what year "0906112203" brings it nearest to the clearing day.
std::optional<instant> time_near(std::string_view digits, std::string_view clearing_day) {
  if (clearing_day.empty()) return std::nullopt;
  const auto cleared = from_beijing_time(std::string(clearing_day) + " 12:00:00");
  if (!cleared) return std::nullopt;
  const auto year = std::stoi(std::string(clearing_day.substr(0, 4)));
  std::optional<instant> nearest;
  for (const auto one : {year - 1, year, year + 1}) {
    const auto at = from_beijing_digits(std::to_string(one) + std::string(digits));
    if (at &&
        (!nearest || std::chrono::abs(*at - *cleared) < std::chrono::abs(*nearest - *cleared)))
      nearest = at;
  }
  return nearest;
}

bool is_time(std::string_view digits) {
  return from_beijing_digits("2000" + std::string(digits)).has_value();  // a leap year
}

std::optional<row_kind> kind_of_transaction(std::string_view type) {
  if (type == "01" || type == "03") return row_kind::payment;  // 03: of what was held before
  if (type == "04") return row_kind::refund;
  if (type == "31") return row_kind::reversal;
  return std::nullopt;
}

std::optional<row_kind> kind_of_code(std::string_view code) {
  if (code == "S22" || code == "S56") return row_kind::payment;
  if (code == "S30") return row_kind::refund;
  return std::nullopt;
}

/// How the channel names the movement itself, also where there is no number (queryId).
std::string entry_of(const fixed_columns& line, std::size_t trace, std::size_t time) {
  if (line.text(trace).empty() || line.text(time).empty()) return {};
  std::string made(line.text(acquirer_column));
  for (const auto part : {line.text(sender_column), line.text(trace), line.text(time)})
    made.append("-").append(part);
  return made;
}

std::string known(std::string_view original) {
  const bool says_nothing = std::ranges::all_of(original, [](char c) { return c == '0'; });
  return says_nothing ? "" : std::string(original);
}

/// What both files have in common. Empty: `into` is filled.
std::string_view add_money(bill_row& into, const fixed_columns& line, std::size_t fee,
                           std::size_t settled, std::string_view clearing_day) {
  if (!is_time(line.text(time_column))) return "its time is none";
  into.at = time_near(line.text(time_column), clearing_day);
  const auto amount = money_from_minor(line.raw(amount_column), currency::cny);
  if (!amount) return "its amount is none";
  const auto taken = signed_fen(line.raw(fee));
  if (!taken) return "its fee is none";
  const auto moved = signed_fen(line.raw(settled));
  if (!moved) return "what it settles is no amount";
  into.fee = -*taken * parts_of_a_fen;
  into.settled = money{*moved, currency::cny};
  const bool leaves =
      *moved < 0 ||
      (*moved == 0 && (into.kind == row_kind::refund || into.kind == row_kind::reversal));
  into.amount = {leaves ? -amount->minor_units : amount->minor_units, currency::cny};
  if ((into.kind == row_kind::payment && *moved < 0) ||
      ((into.kind == row_kind::refund || into.kind == row_kind::reversal) && *moved > 0))
    return "its money moves the other way than its kind";
  into.entry = entry_of(line, trace_column, time_column);
  return {};
}

}  // namespace

row_or_why zm_row(const fixed_columns& line, std::string_view clearing_day) {
  const auto by_type = kind_of_transaction(line.text(kind_column));
  const auto by_code = kind_of_code(line.text(code_column));
  if (by_type && by_code && *by_type != *by_code) return "its kind is said twice, with two words";
  bill_row made{
      .kind = by_type ? *by_type : by_code.value_or(row_kind::other),
      .own = {std::string(line.text(order_column)), std::string(line.text(query_id_column))},
      .account = std::string(line.text(zm_account_column))};
  if (made.kind != row_kind::payment) made.original.channels = known(line.text(original_id_column));
  const auto why = add_money(made, line, zm_fee_column, zm_settled_column, clearing_day);
  if (!why.empty()) return why;
  if (!has_plain_numbers(made)) return "a number in it has signs that no number has";
  return made;
}

row_or_why zme_row(const fixed_columns& line, std::string_view clearing_day) {
  bill_row made{.kind = kind_of_code(line.text(code_column)).value_or(row_kind::other),
                .original_entry = entry_of(line, original_trace_column, original_time_column),
                .account = std::string(line.text(zme_account_column))};
  const auto why = add_money(made, line, zme_fee_column, zme_settled_column, clearing_day);
  if (!why.empty()) return why;
  if (!has_plain_numbers(made)) return "a number in it has signs that no number has";
  return made;
}

}  // namespace sluice::bills
