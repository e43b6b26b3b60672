#pragma once
/// Texts that both channels' protocols are made of: Beijing times, amounts in major units, forms.
/// Used by the faces only; the engine's dialects have their own, so that one checks the other.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "domain/money.hpp"

namespace sluice::sim {

/// "2024-05-06 07:08:09", in Beijing.
[[nodiscard]] std::string beijing_time(instant at);
/// Of such a text. Nothing: it is none.
[[nodiscard]] std::optional<instant> from_beijing_time(std::string_view text);
/// "20240506070809", in Beijing.
[[nodiscard]] std::string beijing_digits(instant at);
/// "2024-05-06T07:08:09+08:00".
[[nodiscard]] std::string beijing_iso(instant at);

/// "12.50"; "1250" for a currency without decimals.
[[nodiscard]] std::string major_units(money amount);
/// Exact. Nothing for a sign, an exponent, more decimals than the currency has, or an amount above
/// max_amount_minor.
[[nodiscard]] std::optional<money> from_major_units(std::string_view text, currency unit);
/// Digits only. Nothing above max_amount_minor.
[[nodiscard]] std::optional<std::int64_t> from_digits(std::string_view text);

using form = std::map<std::string, std::string>;
/// application/x-www-form-urlencoded; of a repeated name the last counts.
[[nodiscard]] form parse_form(std::string_view body);
[[nodiscard]] std::string write_form(const form& fields);
/// One name or value of a form, or a part of a path.
[[nodiscard]] std::string percent_decoded(std::string_view text);
/// Empty when the field is not there.
[[nodiscard]] std::string field(const form& fields, const std::string& name);

}  // namespace sluice::sim
