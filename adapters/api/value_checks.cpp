#include "adapters/api/value_checks.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "adapters/api/plain_text.hpp"
#include "adapters/api/suggestion.hpp"
#include "base/hex.hpp"
#include "base/time_text.hpp"
#include "domain/access/grant.hpp"
#include "domain/card_to_open.hpp"
#include "domain/channel/path.hpp"
#include "domain/contract/row_text.hpp"
#include "domain/ids.hpp"
#include "domain/instrument.hpp"
#include "domain/ledger/day.hpp"
#include "domain/payer_codes.hpp"
#include "domain/payer_details.hpp"
#include "domain/reconciliation/difference_text.hpp"
#include "domain/routing/rule_words.hpp"
#include "domain/wallet.hpp"

namespace sluice::api {
namespace {

constexpr std::size_t longest_command_id = 128;
constexpr std::size_t sha256_size = 32;

/// "amount_minor must be 1 to 9; " and what it is.
fault refuse(const field_definition& field, rejection_code code, const std::string& but) {
  return rejection{code, std::string(field.name),
                   std::string(field.name) + " must be " + std::string(field.rule->must_be) + but};
}

fault refuse(const field_definition& field, const std::string& but) {
  return refuse(field, field.rule->code, but);
}

/// Code points. Precondition: UTF-8, which both forms guarantee.
std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

/// Of Unicode's blanks: a name made of them names nobody.
bool is_blank(std::string_view text) {
  constexpr std::array<std::string_view, 6> wide{
      " ", "\xc2\xa0", "\xe1\x9a\x80", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80"};
  while (!text.empty()) {
    const auto* const known = std::find_if(
        wide.begin(), wide.end(), [&](std::string_view blank) { return text.starts_with(blank); });
    if (known != wide.end())
      text.remove_prefix(known->size());
    else if (text.starts_with("\xe2\x80") && text.size() > 2 && text[2] <= '\x8a')
      text.remove_prefix(3);  // U+2000 to U+200A
    else
      return false;
  }
  return true;
}

}  // namespace

std::optional<merchant::document> document_from_text(std::string_view text) {
  constexpr std::size_t digits = 64;
  constexpr std::string_view between = "  ";
  const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  const auto is_printable = [](char c) { return c >= ' ' && c <= '~'; };
  const auto hash = text.substr(0, digits);
  if (hash.size() != digits || !std::all_of(hash.begin(), hash.end(), is_digit)) return {};
  const auto rest = text.substr(digits);
  if (!rest.starts_with(between)) return {};
  const auto name = rest.substr(between.size());
  if (name.empty() || name.size() > longest_document_name) return {};
  if (!std::all_of(name.begin(), name.end(), is_printable)) return {};
  return merchant::document{std::string(name), std::string(hash)};
}

fault check_name(const field_definition& field, const field_value& value) {
  if (is_name(value.text)) return std::nullopt;
  return refuse(field, "; it is " + in_quotes(value.text) + " of " +
                           std::to_string(value.text.size()) + " bytes");
}

fault check_code(const field_definition& field, const field_value& value) {
  if (is_name(value.text) && value.text.size() <= static_cast<std::size_t>(field.rule->most))
    return std::nullopt;
  return rejection{field.rule->code, std::string(field.name),
                   std::string(field.name) + " must be " + std::string(field.rule->must_be)};
}

fault check_payer_id(const field_definition& field, const field_value& value) {
  if (is_payer_id(value.text)) return std::nullopt;
  return refuse(field, "; it is " + in_quotes(value.text));
}

fault check_ip_address(const field_definition& field, const field_value& value) {
  std::array<unsigned char, sizeof(in6_addr)> binary{};
  const std::string text(value.text);
  for (const int family : {AF_INET, AF_INET6})
    if (::inet_pton(family, text.c_str(), binary.data()) == 1) return std::nullopt;
  return refuse(field, "; it is " + in_quotes(value.text));
}

fault check_return_url(const field_definition& field, const field_value& value) {
  if (is_return_url(value.text)) return std::nullopt;
  return refuse(field, "; it is " + in_quotes(value.text));
}

fault check_payer_token(const field_definition& field, const field_value& value) {
  if (is_payer_token(value.text)) return std::nullopt;
  return refuse(field, "");
}

fault check_card_number(const field_definition& field, const field_value& value) {
  if (const auto wrong = fault_in_card_number(value.text)) return refuse(field, "; it " + *wrong);
  return std::nullopt;
}

fault check_phone(const field_definition& field, const field_value& value) {
  if (const auto wrong = fault_in_phone(value.text)) return refuse(field, "; it " + *wrong);
  return std::nullopt;
}

fault check_identity_number(const field_definition& field, const field_value& value) {
  if (const auto wrong = fault_in_identity_number(value.text))
    return refuse(field, "; it " + *wrong);
  return std::nullopt;
}

fault check_card_end(const field_definition& field, const field_value& value) {
  if (const auto wrong = fault_in_card_end(value.text)) return refuse(field, "; it " + *wrong);
  return std::nullopt;
}

fault check_security_code(const field_definition& field, const field_value& value) {
  if (const auto wrong = fault_in_security_code(value.text)) return refuse(field, "; it " + *wrong);
  return std::nullopt;
}

fault check_holder_name(const field_definition& field, const field_value& value) {
  if (const auto odd = odd_character_in(value.text))
    return refuse(field, "; it has " + name_of_character(*odd));
  if (is_blank(value.text)) return refuse(field, "; it is blank");
  if (const auto wrong = fault_in_holder_name(value.text)) return refuse(field, "; it " + *wrong);
  return std::nullopt;
}

fault check_bank_name(const field_definition& field, const field_value& value) {
  if (is_bank_name(value.text)) return std::nullopt;
  return refuse(field, "; it is " + in_quotes(value.text));
}

fault check_paid_with(const field_definition& field, const field_value& value) {
  if (instrument_from_text(value.text)) return std::nullopt;
  return refuse(field, "; it is " + in_quotes(value.text));
}

fault check_known_refund(const field_definition& field, const field_value& value) {
  constexpr std::string_view own = "late.";
  const auto counts = value.text.substr(std::min(own.size(), value.text.size()));
  const bool of_engine =
      value.text.starts_with(own) && value.text.size() <= max_name_length && !counts.empty() &&
      counts.find_first_not_of("0123456789.") == std::string_view::npos;
  return of_engine ? std::nullopt : check_name(field, value);
}

fault check_path(const field_definition& field, const field_value& value) {
  if (channel::path(std::string(value.text)).is_of_orders()) return std::nullopt;
  return refuse(field, "; it is " + in_quotes(value.text));
}

fault check_hours(const field_definition& field, const field_value& value) {
  if (routing::day_time_from_text(value.text)) return std::nullopt;
  return refuse(field, "; it is " + in_quotes(value.text));
}

fault check_day(const field_definition& field, const field_value& value) {
  if (ledger::day_from_text(value.text)) return std::nullopt;
  return refuse(field, "; it is " + in_quotes(value.text));
}

fault check_utc_offset(const field_definition& field, const field_value& value) {
  if (routing::utc_offset_from_text(value.text)) return std::nullopt;
  return refuse(field, "; it is " + in_quotes(value.text));
}

fault check_number(const field_definition& field, const field_value& value) {
  const auto& rule = *field.rule;
  if (value.number >= rule.least && value.number <= rule.most) return std::nullopt;
  return refuse(field, value.number < rule.least ? rule.code : rule.code_above,
                "; it is " + std::to_string(value.number));
}

fault check_choice(const field_definition& field, const field_value& value) {
  const auto choices = field.rule->choices;
  if (std::find(choices.begin(), choices.end(), value.text) != choices.end()) return std::nullopt;
  return refuse(field, "; it is " + in_quotes(value.text) + did_you_mean(value.text, choices));
}

fault check_words(const field_definition& field, const field_value& value) {
  const auto& rule = *field.rule;
  if (const auto odd = odd_character_in(value.text))
    return refuse(field, "; it has " + name_of_character(*odd));
  const auto characters = characters_in(value.text);
  const bool is_there = rule.least == 0 || !is_blank(value.text);
  if (is_there && characters <= static_cast<std::size_t>(rule.most)) return std::nullopt;
  return refuse(field, "; it has " + std::to_string(characters) +
                           (characters == 1 ? " character" : " characters"));
}

fault check_sha256(const field_definition& field, const field_value& value) {
  if (bytes_from_hex<sha256_size>(value.text)) return std::nullopt;
  return refuse(field, "; it is " + in_quotes(value.text));
}

fault check_time(const field_definition& field, const field_value& value) {
  if (instant_from_rfc3339(value.text)) return std::nullopt;
  return refuse(field, "; it is " + in_quotes(value.text));
}

fault check_payment_code(const field_definition& field, const field_value& value) {
  if (wallet_of(value.text)) return std::nullopt;
  if (const auto shown = mistaken_for_payment_code(value.text))
    return rejection{field.rule->code, std::string(field.name),
                     std::string(field.name) + ": " + std::string(advice_about(*shown))};
  return rejection{
      field.rule->code, std::string(field.name),
      std::string(field.name) + " fits no wallet; it must be " + std::string(field.rule->must_be)};
}

fault check_each(const field_definition& field, const field_value& values) {
  const auto& rule = *field.rule;
  if (values.texts->size() > rule.most)
    return refuse(field, "; there are " + std::to_string(values.texts->size()));
  auto one = field;
  one.rule = rule.each;
  std::set<std::string_view> before;
  for (const auto& text : *values.texts) {
    if (auto f = rule.each->check(one, {.given = true, .text = text})) {
      f->message.insert(0, "each of ");
      return f;
    }
    if (!before.insert(text).second)
      return refuse(field, ", each once; " + in_quotes(text) + " is there twice");
  }
  return std::nullopt;
}

fault check_document(const field_definition& field, const field_value& value) {
  if (document_from_text(value.text)) return std::nullopt;
  return refuse(field, "; it is " + in_quotes(value.text));
}

fault check_merchant_limit(const field_definition& field, const field_value& value) {
  if (merchant::limit_from_text(value.text)) return std::nullopt;
  return refuse(field, "; it is " + in_quotes(value.text));
}

fault check_contract_row(const field_definition& field, const field_value& value) {
  const auto read = contract::row_from_text(value.text);
  const auto* wrong = std::get_if<std::string>(&read);
  if (wrong == nullptr) return std::nullopt;
  return refuse(field, "; " + in_quotes(value.text) + ' ' + *wrong);
}

namespace {

template <class Read>
fault refuse_if_wrong(const field_definition& field, const std::string& text, const Read& read) {
  const auto* wrong = std::get_if<std::string>(&read);
  if (wrong == nullptr) return std::nullopt;
  return refuse(field, "; " + in_quotes(text) + ' ' + *wrong);
}

}  // namespace

fault check_difference(const field_definition& field, const field_value& value) {
  const std::string text(value.text);
  return refuse_if_wrong(field, text, reconciliation::difference_from_text(text));
}

fault check_bill_row(const field_definition& field, const field_value& value) {
  const std::string text(value.text);
  return refuse_if_wrong(field, text, reconciliation::row_from_text(text));
}

fault check_bill_sum(const field_definition& field, const field_value& value) {
  const std::string text(value.text);
  return refuse_if_wrong(field, text, reconciliation::sum_from_text(text));
}

fault check_scope_of_one(const field_definition& field, const field_value& value) {
  return value.text == "*" ? std::nullopt : check_name(field, value);
}

fault check_grant(const field_definition& field, const field_value& value) {
  if (access::grant_from_text(value.text)) return std::nullopt;
  const auto names = access::command_names();
  const std::vector<std::string_view> known(names.begin(), names.end());
  return refuse(field, "; it is " + in_quotes(value.text) + did_you_mean(value.text, known));
}

fault check_public_key(const field_definition& field, const field_value& value) {
  const auto half = bytes_from_hex<std::tuple_size_v<access::ed25519_public>>(value.text);
  if (half && !access::is_weak(*half)) return std::nullopt;
  if (half) return refuse(field, "; this one is weak: anybody could sign with it");
  return refuse(field, "; it is " + in_quotes(value.text));
}

fault check_plain_key(const field_definition& field, const field_value& value) {
  return value.text.empty() ? std::nullopt : refuse(field, "; plain keys are no longer taken");
}

fault check_nothing(const field_definition&, const field_value&) { return std::nullopt; }

fault check_command_id(std::string_view value) {
  const auto printable = [](char c) { return c > ' ' && c <= '~'; };
  if (value.size() <= longest_command_id && std::all_of(value.begin(), value.end(), printable))
    return std::nullopt;
  return rejection{rejection_code::command_id_invalid, "Nats-Msg-Id",
                   "the header Nats-Msg-Id must be 1 to " + std::to_string(longest_command_id) +
                       " printable ASCII characters without spaces"};
}

}  // namespace sluice::api
