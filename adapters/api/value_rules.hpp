#pragma once
/// What the values of requests must be. Each limit stands here once: checks, messages, JSON Schema
/// and reference read it from its rule.

#include <array>

#include "adapters/api/constant_text.hpp"
#include "adapters/api/plain_text.hpp"
#include "adapters/api/value_checks.hpp"
#include "base/time_text.hpp"
#include "domain/channel/limits.hpp"
#include "domain/ids.hpp"
#include "domain/instrument.hpp"
#include "domain/money.hpp"
#include "domain/policy.hpp"
#include "domain/wallet.hpp"

namespace sluice::api {

/// The names in a table of the rules.
template <class Rows>
[[nodiscard]] consteval auto names_in(const Rows& rows) {
  std::array<std::string_view, std::tuple_size_v<Rows>> names;
  for (std::size_t i = 0; i < rows.size(); ++i) names[i] = rows[i].name;
  return names;
}

// -- names ---------------------------------------------------------------------------------------

inline constexpr constant_text name_pattern("^[A-Za-z0-9_-]{1,", std::int64_t{max_name_length},
                                            "}$");

/// merchant, order_no, …: `code` is the field's own.
[[nodiscard]] consteval value_rule a_name(rejection_code code) {
  return {.kind = value_kind::text,
          .code = code,
          .check = check_name,
          .must_be = name_rule,
          .pattern = name_pattern.view()};
}

inline constexpr value_rule merchant_rule = a_name(rejection_code::merchant_invalid);
inline constexpr value_rule order_no_rule = a_name(rejection_code::order_no_invalid);
inline constexpr value_rule refund_no_rule = a_name(rejection_code::refund_no_invalid);
inline constexpr value_rule channel_rule = a_name(rejection_code::channel_unknown);

inline constexpr constant_text known_refund_words(
    name_rule, ", or the number of a give-back of the engine's own, such as late.1");
inline constexpr constant_text known_refund_pattern(
    "^([A-Za-z0-9_-]{1,", std::int64_t{max_name_length}, R"(}|late\.[0-9.]{1,)",
    std::int64_t{max_name_length - std::string_view("late.").size()}, "})$");
inline constexpr value_rule known_refund_rule{
    .kind = value_kind::text,
    .code = rejection_code::refund_no_invalid,
    .check = check_known_refund,
    .must_be = known_refund_words.view(),
    .pattern = known_refund_pattern.view()};

// -- one of a few words --------------------------------------------------------------------------

[[nodiscard]] consteval value_rule one_of(std::span<const std::string_view> choices,
                                          std::string_view must_be, rejection_code code) {
  return {.kind = value_kind::text,
          .code = code,
          .check = check_choice,
          .must_be = must_be,
          .choices = choices};
}

inline constexpr auto business_type_names = names_in(business_policies);
inline constexpr constant_text business_type_words("one of ", business_type_names);
inline constexpr value_rule business_type_rule =
    one_of(business_type_names, business_type_words.view(), rejection_code::business_type_unknown);

inline constexpr auto currency_names = names_in(currencies);
inline constexpr constant_text currency_words("one of ", currency_names);
inline constexpr value_rule currency_rule =
    one_of(currency_names, currency_words.view(), rejection_code::currency_unknown);

inline constexpr auto moments_of_reply = std::to_array<std::string_view>({"final", "accepted"});
inline constexpr constant_text reply_when_words("one of ", moments_of_reply);
inline constexpr value_rule reply_when_rule =
    one_of(moments_of_reply, reply_when_words.view(), rejection_code::reply_when_unknown);

inline constexpr auto ways_to_sign = std::to_array<std::string_view>({"page", "payment", "card"});
inline constexpr constant_text signed_with_words("one of ", ways_to_sign);
inline constexpr value_rule signed_with_rule =
    one_of(ways_to_sign, signed_with_words.view(), rejection_code::signed_with_unknown);

inline constexpr auto resolution_names = std::to_array<std::string_view>(
    {"paid", "failed", "revoked", "refunded", "not_refunded", "to_payer_card", "to_merchant_card"});
inline constexpr constant_text resolution_words("one of ", resolution_names);
inline constexpr value_rule resolution_rule =
    one_of(resolution_names, resolution_words.view(), rejection_code::resolution_unknown);

// -- numbers -------------------------------------------------------------------------------------

inline constexpr constant_text amount_words("1 to ", max_amount_minor, " minor units (fen, cent)");
inline constexpr value_rule amount_rule{
    .kind = value_kind::number,
    .code = rejection_code::amount_must_be_positive,
    .check = check_number,
    .must_be = amount_words.view(),
    .least = 1,
    .most = max_amount_minor,
    .code_above = rejection_code::amount_too_large};

/// What an attempt holds or a refund gave back: nothing is an amount, too.
inline constexpr constant_text held_amount_words(
    "0 (no money) to ", max_amount_minor,
    " minor units (fen, cent), with paid and refunded at least 1, and no more than was asked for "
    "or the channel has said");
inline constexpr value_rule held_amount_rule{
    .kind = value_kind::number,
    .code = rejection_code::amount_must_be_positive,
    .check = check_number,
    .must_be = held_amount_words.view(),
    .least = 0,
    .most = max_amount_minor,
    .code_above = rejection_code::amount_too_large};

inline constexpr value_rule attempt_rule{
    .kind = value_kind::number,
    .code = rejection_code::resolved_attempt_unclear,
    .check = check_number,
    .must_be = "the number of one of the order's attempts, from 1",
    .least = 1,
    .most = 0xffff};

// -- free text -----------------------------------------------------------------------------------

inline constexpr std::int64_t longest_description = 127;  ///< WeChat Pay's limit for body
inline constexpr constant_text description_words("at most ", longest_description, " characters ",
                                                 plain_text_rule);
inline constexpr value_rule description_rule{
    .kind = value_kind::text,
    .code = rejection_code::description_too_long,
    .check = check_words,
    .must_be = description_words.view(),
    .most = longest_description,
    .pattern = plain_text_pattern};

[[nodiscard]] consteval value_rule some_words(std::int64_t most, std::string_view must_be,
                                              rejection_code code) {
  return {.kind = value_kind::text,
          .code = code,
          .check = check_words,
          .must_be = must_be,
          .least = 1,
          .most = most,
          .pattern = not_blank_pattern};
}

inline constexpr std::int64_t longest_operator = 64;
inline constexpr constant_text operator_words("1 to ", longest_operator, " characters ",
                                              plain_text_rule, ", not only blanks");
inline constexpr value_rule operator_rule =
    some_words(longest_operator, operator_words.view(), rejection_code::operator_missing);

inline constexpr std::int64_t longest_reason = 256;
inline constexpr constant_text reason_words("1 to ", longest_reason, " characters ",
                                            plain_text_rule, ", not only blanks");
inline constexpr value_rule reason_rule =
    some_words(longest_reason, reason_words.view(), rejection_code::reason_missing);

// -- settings of channels and merchants
// ------------------------------------------------------------

/// The limits are those of the rules: domain/channel/limits.hpp.
template <channel::setting Which>
inline constexpr constant_text setting_words(row_of(Which).least, " to ", row_of(Which).most);
template <channel::setting Which>
inline constexpr value_rule setting_rule{
    .kind = value_kind::number,
    .code = rejection_code::setting_out_of_range,
    .check = check_number,
    .must_be = setting_words<Which>.view(),
    .least = row_of(Which).least,
    .most = row_of(Which).most};

inline constexpr value_rule switch_rule{
    .kind = value_kind::truth,
    .code = rejection_code::setting_out_of_range,
    .check = check_nothing,
    .must_be = "true or false"};

inline constexpr constant_text path_words("empty for the whole channel, or ", instrument_rule);
inline constexpr value_rule path_rule{
    .kind = value_kind::text,
    .code = rejection_code::path_invalid,
    .check = check_path,
    .must_be = path_words.view(),
    .pattern = "^([a-z0-9_]{1,32}(/[a-z0-9_]{1,32})?)?$"};

inline constexpr auto path_switch_names =
    std::to_array<std::string_view>({"open", "closed", "automatic"});
inline constexpr constant_text path_switch_words("one of ", path_switch_names);
inline constexpr value_rule path_switch_rule =
    one_of(path_switch_names, path_switch_words.view(), rejection_code::switch_unclear);

inline constexpr value_rule until_rule{
    .kind = value_kind::text,
    .code = rejection_code::until_invalid,
    .check = check_time,
    .must_be = rfc3339_rule,
    .format = "date-time"};

inline constexpr auto life_names =
    std::to_array<std::string_view>({"applied", "approved", "active", "frozen", "closed"});
inline constexpr constant_text life_words("one of ", life_names);
inline constexpr value_rule life_rule =
    one_of(life_names, life_words.view(), rejection_code::life_unknown);

inline constexpr std::int64_t longest_list = 64;

/// `must_be` of all of them together.
[[nodiscard]] consteval value_rule several(const value_rule& each, std::string_view must_be) {
  return {.kind = value_kind::texts,
          .code = each.code,
          .check = check_each,
          .must_be = must_be,
          .most = longest_list,
          .each = &each};
}

inline constexpr constant_text channels_words("at most ", longest_list,
                                              " names of channels, best first");
inline constexpr value_rule channels_rule = several(channel_rule, channels_words.view());

inline constexpr constant_text types_words("at most ", longest_list, " out of ",
                                           business_type_names);
inline constexpr value_rule business_types_rule = several(business_type_rule, types_words.view());

inline constexpr constant_text document_words(
    "a SHA-256 in 64 lower-case hexadecimal digits, two blanks and a name of 1 to ",
    std::int64_t{longest_document_name}, " printable ASCII characters, as sha256sum prints it");
inline constexpr constant_text document_pattern("^[0-9a-f]{64}  [ -~]{1,",
                                                std::int64_t{longest_document_name}, "}$");
inline constexpr value_rule document_rule{
    .kind = value_kind::text,
    .code = rejection_code::document_invalid,
    .check = check_document,
    .must_be = document_words.view(),
    .pattern = document_pattern.view()};
inline constexpr constant_text documents_words("at most ", longest_list, " documents, each ",
                                               document_words.view());
inline constexpr value_rule documents_rule = several(document_rule, documents_words.view());

inline constexpr constant_text merchant_limit_words(
    "a business type, a limit and a number, such as payment_code.commands_per_second=50; limits "
    "are commands_per_second up to ",
    merchant::limit_rows[0].most, ", orders_in_flight up to ", merchant::limit_rows[1].most,
    ", amount_per_order, amount_per_day and amount_per_month in minor units up to ",
    merchant::limit_rows[2].most);
inline constexpr value_rule merchant_limit_rule{
    .kind = value_kind::text,
    .code = rejection_code::setting_out_of_range,
    .check = check_merchant_limit,
    .must_be = merchant_limit_words.view(),
    .pattern = "^[a-z_]+[.][a-z_]+=[0-9]+$"};
inline constexpr constant_text merchant_limits_words("at most ", longest_list, " limits, each ",
                                                     merchant_limit_words.view());
inline constexpr value_rule merchant_limits_rule =
    several(merchant_limit_rule, merchant_limits_words.view());

// -- proposals -----------------------------------------------------------------------------------

inline constexpr value_rule proposal_rule{
    .kind = value_kind::text,
    .code = rejection_code::proposal_unknown,
    .check = check_sha256,
    .must_be = "a SHA-256 in 64 lower-case hexadecimal digits",
    .pattern = "^[0-9a-f]{64}$"};

inline constexpr value_rule position_rule{
    .kind = value_kind::number,
    .code = rejection_code::position_differs,
    .check = check_number,
    .must_be = "0 to 4294967295",
    .least = 0,
    .most = 0xffff'ffff};

// -- pages of a list -----------------------------------------------------------------------------

inline constexpr std::int64_t longest_page = 500;
inline constexpr constant_text page_words("1 to ", longest_page);
inline constexpr value_rule page_rule{
    .kind = value_kind::number,
    .code = rejection_code::setting_out_of_range,
    .check = check_number,
    .must_be = page_words.view(),
    .least = 1,
    .most = longest_page};

inline constexpr std::int64_t last_place = 1'000'000'000;
inline constexpr constant_text place_words("0 to ", last_place);
inline constexpr value_rule place_rule{
    .kind = value_kind::number,
    .code = rejection_code::setting_out_of_range,
    .check = check_number,
    .must_be = place_words.view(),
    .least = 0,
    .most = last_place};

// -- who may ask ---------------------------------------------------------------------------------

/// The last name on a page of a list.
inline constexpr value_rule place_name_rule = a_name(rejection_code::setting_out_of_range);
inline constexpr value_rule principal_rule = a_name(rejection_code::principal_invalid);
inline constexpr value_rule key_id_rule = a_name(rejection_code::key_invalid);

inline constexpr auto principal_kind_names =
    std::to_array<std::string_view>({"service", "operator", "auditor", "risk"});
inline constexpr constant_text principal_kind_words("one of ", principal_kind_names);
inline constexpr value_rule principal_kind_rule = one_of(
    principal_kind_names, principal_kind_words.view(), rejection_code::principal_kind_unknown);

inline constexpr constant_text scope_of_one_words("\"*\" or a merchant's name: ", name_rule);
inline constexpr constant_text scope_of_one_pattern(R"(^(\*|[A-Za-z0-9_-]{1,)",
                                                    std::int64_t{max_name_length}, "})$");
inline constexpr value_rule scope_of_one_rule{
    .kind = value_kind::text,
    .code = rejection_code::merchant_invalid,
    .check = check_scope_of_one,
    .must_be = scope_of_one_words.view(),
    .pattern = scope_of_one_pattern.view()};
inline constexpr constant_text scope_words("\"*\" alone, or at most ", longest_list,
                                           " names of merchants");
inline constexpr value_rule scope_rule = several(scope_of_one_rule, scope_words.view());

inline constexpr value_rule grant_rule{
    .kind = value_kind::text,
    .code = rejection_code::grant_unknown,
    .check = check_grant,
    .must_be =
        "a command that there is, such as \"order.get\", all of a system's, such as "
        "\"order.*\", or either in another version, such as \"order.create/2\"",
    .pattern =
        R"(^(order|refund|channel|merchant|route|method|engine|config|operator|principal|key)\.)"
        R"(([a-z]+|\*)(/[1-9][0-9]{0,4})?$)"};
inline constexpr constant_text grants_words("at most ", longest_list,
                                            " grants, such as \"order.get\" or \"order.*\"");
inline constexpr value_rule grants_rule = several(grant_rule, grants_words.view());

inline constexpr value_rule public_key_rule{
    .kind = value_kind::text,
    .code = rejection_code::key_invalid,
    .check = check_public_key,
    .must_be =
        "the public half of an Ed25519 key, 64 lower-case hexadecimal digits, as `sluice key "
        "new` prints it",
    .pattern = "^[0-9a-f]{64}$"};

inline constexpr value_rule key_time_rule{
    .kind = value_kind::text,
    .code = rejection_code::key_time_invalid,
    .check = check_time,
    .must_be = rfc3339_rule,
    .format = "date-time"};

// -- others --------------------------------------------------------------------------------------

inline constexpr value_rule not_after_rule{
    .kind = value_kind::text,
    .code = rejection_code::not_after_invalid,
    .check = check_time,
    .must_be = rfc3339_rule,
    .format = "date-time"};

inline constexpr value_rule paid_with_rule{
    .kind = value_kind::text,
    .code = rejection_code::paid_with_invalid,
    .check = check_paid_with,
    .must_be = instrument_rule,
    .pattern = instrument_pattern};

inline constexpr value_rule payment_code_of_wallet_rule{
    .kind = value_kind::text,
    .code = rejection_code::payment_code_invalid,
    .check = check_payment_code,
    .must_be = payment_code_rule,
    .pattern = "^(1[0-5][0-9]{16}|(2[5-9]|30)[0-9]{14,22}|62[0-9]{17})$",
    .is_secret = true};

/// A secret that went over the bus: it opens nothing any more.
inline constexpr value_rule key_rule{
    .kind = value_kind::text,
    .code = rejection_code::key_wrong,
    .check = check_plain_key,
    .must_be =
        "absent or empty: the key never leaves you, and signs the request instead (headers "
        "Pay-Key-Id, Pay-Timestamp, Pay-Nonce, Pay-Signature)",
    .pattern = "^$",
    .is_secret = true};

}  // namespace sluice::api
