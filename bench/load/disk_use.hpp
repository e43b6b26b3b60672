#pragma once
/// How much room a log takes. Called when nobody has it open.

#include <cstdint>
#include <filesystem>
#include <variant>

#include "bench/load/report.hpp"

namespace sluice::bench {

[[nodiscard]] std::uint64_t bytes_in(const std::filesystem::path& folder);

/// Lets the database compact everything, as it does by itself sooner or later, and measures then.
[[nodiscard]] std::variant<std::uint64_t, problem> compacted_bytes(
    const std::filesystem::path& log_folder);

}  // namespace sluice::bench
