#pragma once
/// How a note is written into the structured log: one line, as JSON or as text for people. Pure;
/// the log_observer sends the lines away.
///
/// JSON: {"ts":"2024-05-01T12:00:00.000001Z","level":"warning","msg":…,"event":…, the note's
/// fields}. Always valid JSON on one line, whatever the message holds: bytes that are not UTF-8 are
/// replaced. A field that is named like one of the first four gets a "_" behind its name.
///
/// In both forms each text is cut after 1,024 bytes, and control characters are escaped: much of
/// what is told comes from outside.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "actors/ports/observer.hpp"

namespace sluice {

using log_instant = std::chrono::sys_time<std::chrono::microseconds>;

[[nodiscard]] std::string_view name_of(severity level) noexcept;
[[nodiscard]] std::optional<severity> severity_from_name(std::string_view name) noexcept;

/// RFC 3339 with microseconds, UTC: "2024-05-01T12:00:00.000001Z".
[[nodiscard]] std::string rfc3339(log_instant when);

/// `left_out`: how many notes of this kind were suppressed before this one; 0 is not written.
[[nodiscard]] std::string json_line(const note& n, log_instant when, std::uint64_t left_out = 0);
[[nodiscard]] std::string text_line(const note& n, log_instant when, std::uint64_t left_out = 0);

}  // namespace sluice
