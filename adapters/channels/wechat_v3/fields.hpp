#pragma once
/// Members of WeChat Pay V3's JSON, as far as they are what they should be.

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "adapters/channels/foreign_text.hpp"
#include "base/instant.hpp"
#include "domain/money.hpp"

namespace sluice::wechat_v3 {

/// Empty when it is absent or no text. A view into `object`.
[[nodiscard]] foreign_text text_in(const nlohmann::json& object, std::string_view name);

/// Null (the JSON value) when it is absent.
[[nodiscard]] const nlohmann::json& member_of(const nlohmann::json& object, std::string_view name);

/// Whole fen of `unit`: nothing for anything but a whole number from 0 to max_amount_minor.
[[nodiscard]] std::optional<money> fen_in(const nlohmann::json& object, std::string_view name,
                                          currency unit);

/// The currency that an amount names. It names none: yuan. Nothing: it is none we know.
[[nodiscard]] std::optional<currency> currency_in(const nlohmann::json& amount,
                                                  std::string_view name = "currency");

/// Nothing when it is absent or no time.
[[nodiscard]] std::optional<instant> time_in(const nlohmann::json& object, std::string_view name);

}  // namespace sluice::wechat_v3
