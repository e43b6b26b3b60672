#pragma once
/// What phases, reasons and switches are called in events, requests and answers.

#include <optional>
#include <string_view>

#include "domain/channel/path_event.hpp"

namespace sluice::channel {

/// "half_open"
[[nodiscard]] std::string_view name_of(breaker_phase p) noexcept;
/// "failures_in_a_row"
[[nodiscard]] std::string_view name_of(turn_reason why) noexcept;
/// "automatic"
[[nodiscard]] std::string_view name_of(path_switch s) noexcept;
[[nodiscard]] std::optional<path_switch> switch_from_name(std::string_view name) noexcept;

}  // namespace sluice::channel
