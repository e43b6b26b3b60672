#include "adapters/api/value_checks.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "adapters/api/suggestion.hpp"
#include "base/time_text.hpp"
#include "domain/ids.hpp"
#include "domain/money.hpp"
#include "domain/order/state.hpp"
#include "domain/wallet.hpp"

namespace sluice::api {
namespace {

constexpr std::size_t longest_command_id = 128;
constexpr std::size_t longest_description = 127;  ///< WeChat Pay's limit for body
constexpr std::size_t longest_operator = 64;
constexpr std::size_t longest_reason = 256;

fault refuse(rejection_code code, std::string_view field, std::string message) {
  return rejection{code, std::string(field), std::move(message)};
}

/// Code points. Precondition: UTF-8, which both forms guarantee.
std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

constexpr std::string_view plain_text_rule =
    "without control characters, surrogates, U+FFFE and U+FFFF, which XML cannot carry";

/// Precondition: `at` points to `size` bytes that begin a code point. Those that XML 1.0 has no
/// place for (section 2.2), and all control characters, also U+0080 to U+009F.
bool is_forbidden(const unsigned char* at, std::size_t size) {
  if (at[0] < 0x20U || at[0] == 0x7FU) return true;
  if (size > 1 && at[0] == 0xC2U) return at[1] < 0xA0U;
  if (size > 1 && at[0] == 0xEDU) return at[1] >= 0xA0U;  // surrogates
  return size > 2 && at[0] == 0xEFU && at[1] == 0xBFU && at[2] >= 0xBEU;
}

/// A dialect may speak XML, a terminal may show it: what one of them cannot carry stays outside.
bool is_plain_text(std::string_view text) {
  const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
  for (std::size_t i = 0; i < text.size(); ++i)
    if (is_forbidden(bytes + i, text.size() - i)) return false;
  return true;
}

/// Unicode's blanks, and what has no width: a name made of them names nobody.
bool is_blank(std::string_view text) {
  constexpr std::array<std::string_view, 7> wide{
      " ",           "\xc2\xa0", "\xe1\x9a\x80", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80",
      "\xef\xbb\xbf"};
  while (!text.empty()) {
    const auto* const known = std::find_if(
        wide.begin(), wide.end(), [&](std::string_view blank) { return text.starts_with(blank); });
    if (known != wide.end())
      text.remove_prefix(known->size());
    else if (text.starts_with("\xe2\x80") && text.size() > 2 && text[2] <= '\x8d')
      text.remove_prefix(3);  // U+2000 to U+200D
    else
      return false;
  }
  return true;
}

template <class Rows>
std::vector<std::string_view> names_in(const Rows& rows) {
  std::vector<std::string_view> names;
  names.reserve(std::size(rows));
  for (const auto& row : rows) names.push_back(row.name);
  return names;
}

fault unknown_word(rejection_code code, std::string_view field, std::string_view value,
                   const std::vector<std::string_view>& known) {
  return refuse(code, field,
                std::string(field) + " must be one of " + listed(known) + "; it is " +
                    in_quotes(value) + did_you_mean(value, known));
}

fault check_words(rejection_code code, std::string_view field, std::string_view value,
                  std::size_t longest) {
  if (!is_blank(value) && characters_in(value) <= longest && is_plain_text(value))
    return std::nullopt;
  return refuse(code, field,
                std::string(field) + " must be 1 to " + std::to_string(longest) + " characters " +
                    std::string(plain_text_rule) + ", not only blanks");
}

}  // namespace

fault check_name(rejection_code code, std::string_view field, std::string_view value) {
  if (is_name(value)) return std::nullopt;
  return refuse(code, field,
                std::string(field) + " must be " + std::string(name_rule) + "; it is " +
                    in_quotes(value) + " of " + std::to_string(value.size()) + " bytes");
}

fault check_refund_no(std::string_view value) {
  constexpr std::string_view own = "late.";
  const auto counts = value.substr(std::min(own.size(), value.size()));
  const bool of_engine =
      value.starts_with(own) && value.size() <= max_name_length && !counts.empty() &&
      counts.find_first_not_of("0123456789.") == std::string_view::npos;
  return of_engine ? std::nullopt
                   : check_name(rejection_code::refund_no_invalid, "refund_no", value);
}

fault check_held_amount(std::int64_t minor_units) {
  if (minor_units >= 0 && minor_units <= max_amount_minor) return std::nullopt;
  const auto code =
      minor_units < 0 ? rejection_code::amount_must_be_positive : rejection_code::amount_too_large;
  return refuse(code, "amount_minor",
                "amount_minor must be 0 (no money) to " + std::to_string(max_amount_minor) +
                    " minor units (fen, cent), with paid and refunded at least 1, and no more "
                    "than was asked for or the channel has said; it is " +
                    std::to_string(minor_units));
}

fault check_attempt(std::int64_t number) {
  constexpr std::int64_t most = 0xffff;
  if (number >= 1 && number <= most) return std::nullopt;
  return refuse(rejection_code::resolved_attempt_unclear, "attempt",
                "attempt must be the number of one of the order's attempts, from 1; it is " +
                    std::to_string(number));
}

fault check_command_id(std::string_view value) {
  const auto printable = [](char c) { return c > ' ' && c <= '~'; };
  if (value.size() <= longest_command_id && std::all_of(value.begin(), value.end(), printable))
    return std::nullopt;
  return refuse(rejection_code::command_id_invalid, "Nats-Msg-Id",
                "the header Nats-Msg-Id must be 1 to " + std::to_string(longest_command_id) +
                    " printable ASCII characters without spaces");
}

fault check_business_type(std::string_view value) {
  if (business_type_from_name(value)) return std::nullopt;
  return unknown_word(
      rejection_code::business_type_unknown, "business_type", value, names_in(business_policies));
}

fault check_amount(std::int64_t minor_units) {
  if (minor_units > 0 && minor_units <= max_amount_minor) return std::nullopt;
  const auto code =
      minor_units <= 0 ? rejection_code::amount_must_be_positive : rejection_code::amount_too_large;
  return refuse(code, "amount_minor",
                "amount_minor must be 1 to " + std::to_string(max_amount_minor) +
                    " minor units (fen, cent); it is " + std::to_string(minor_units));
}

fault check_currency(std::string_view value) {
  if (currency_from_name(value)) return std::nullopt;
  return unknown_word(rejection_code::currency_unknown, "currency", value, names_in(currencies));
}

fault check_payment_code(business_type type, bool given, std::string_view value) {
  constexpr std::string_view field = "payment_code";
  const auto& policy = policy_of(type);
  if (!policy.needs_payment_code) {
    if (!given || value.empty()) return std::nullopt;
    return refuse(rejection_code::payment_code_invalid, field,
                  "payment_code must be absent when business_type is " + std::string(policy.name));
  }
  if (!given || value.empty())
    return refuse(rejection_code::payment_code_missing, field,
                  "payment_code is missing; business_type " + std::string(policy.name) +
                      " needs it: " + std::string(payment_code_rule));
  if (wallet_of(value)) return std::nullopt;
  return refuse(rejection_code::payment_code_invalid, field,
                "payment_code fits no wallet; it must be " + std::string(payment_code_rule));
}

fault check_description(std::string_view value) {
  if (characters_in(value) <= longest_description && is_plain_text(value)) return std::nullopt;
  return refuse(rejection_code::description_too_long, "description",
                "description must be at most " + std::to_string(longest_description) +
                    " characters " + std::string(plain_text_rule) + "; it has " +
                    std::to_string(characters_in(value)) + " characters");
}

fault check_reply_when(std::string_view value) {
  if (value == "final" || value == "accepted") return std::nullopt;
  return unknown_word(
      rejection_code::reply_when_unknown, "reply_when", value, {"final", "accepted"});
}

fault check_not_after(std::string_view value) {
  if (instant_from_rfc3339(value)) return std::nullopt;
  return refuse(rejection_code::not_after_invalid, "not_after",
                "not_after must be a time in RFC 3339 with its offset from UTC, for example "
                "2026-01-02T03:04:05Z; it is " +
                    in_quotes(value));
}

fault check_operator(std::string_view value) {
  return check_words(rejection_code::operator_missing, "operator", value, longest_operator);
}

fault check_reason(std::string_view value) {
  return check_words(rejection_code::reason_missing, "reason", value, longest_reason);
}

fault check_resolution(std::string_view value) {
  if (order::resolution_from_name(value)) return std::nullopt;
  return unknown_word(rejection_code::resolution_unknown, "resolution", value,
                      {"paid", "failed", "revoked", "refunded", "not_refunded"});
}

fault check_channel(std::string_view value) {
  return check_name(rejection_code::channel_unknown, "channel", value);
}

}  // namespace sluice::api
