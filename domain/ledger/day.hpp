#pragma once
/// Days as text, and as channels name them.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/beijing_day.hpp"

namespace sluice::ledger {

using beijing::day_number;
using beijing::day_of;

/// "2026-01-02"
[[nodiscard]] std::string text_of(day_number day);
[[nodiscard]] std::optional<day_number> day_from_text(std::string_view text) noexcept;

/// The day on which a channel counts money that moved then: the one that it has named, "2024-05-06"
/// or without a year "0506" (of the years around that moment the nearest), else the one of the
/// moment.
[[nodiscard]] day_number clearing_day(std::string_view named, instant when) noexcept;

}  // namespace sluice::ledger
