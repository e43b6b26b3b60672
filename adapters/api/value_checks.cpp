#include "adapters/api/value_checks.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "adapters/api/suggestion.hpp"
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

/// U+0000 to U+001F, U+007F, and U+0080 to U+009F (C2 80 to C2 9F in UTF-8).
bool has_control_characters(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20U || byte == 0x7FU) return true;
    if (byte == 0xC2U && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0U)
      return true;
  }
  return false;
}

template <class Rows>
std::vector<std::string_view> names_in(const Rows& rows) {
  std::vector<std::string_view> names;
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
  if (!value.empty() && characters_in(value) <= longest && !has_control_characters(value))
    return std::nullopt;
  return refuse(code, field,
                std::string(field) + " must be 1 to " + std::to_string(longest) +
                    " characters without control characters");
}

}  // namespace

fault check_name(rejection_code code, std::string_view field, std::string_view value) {
  if (is_name(value)) return std::nullopt;
  return refuse(code, field,
                std::string(field) + " must be " + std::string(name_rule) + "; it is " +
                    in_quotes(value) + " of " + std::to_string(value.size()) + " bytes");
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
  if (characters_in(value) <= longest_description && !has_control_characters(value))
    return std::nullopt;
  return refuse(rejection_code::description_too_long, "description",
                "description must be at most " + std::to_string(longest_description) +
                    " characters without control characters; it has " +
                    std::to_string(characters_in(value)) + " characters");
}

fault check_reply_when(std::string_view value) {
  if (value == "final" || value == "accepted") return std::nullopt;
  return unknown_word(
      rejection_code::reply_when_unknown, "reply_when", value, {"final", "accepted"});
}

fault check_operator(std::string_view value) {
  return check_words(rejection_code::operator_missing, "operator", value, longest_operator);
}

fault check_reason(std::string_view value) {
  return check_words(rejection_code::reason_missing, "reason", value, longest_reason);
}

fault check_resolution(std::string_view value) {
  if (resolution_from_name(value)) return std::nullopt;
  return unknown_word(rejection_code::resolution_unknown, "resolution", value,
                      {"paid", "failed", "revoked", "refunded", "not_refunded"});
}

fault check_channel(std::string_view value) {
  return check_name(rejection_code::channel_unknown, "channel", value);
}

}  // namespace sluice::api
