#pragma once
/// What a log holds of the orders of `sluice bench overload`, read when the engine is down: the
/// proof of what callers were told.

#include <array>
#include <filesystem>
#include <variant>
#include <vector>

#include "base/enumerators.hpp"
#include "bench/load/overload_mix.hpp"
#include "bench/load/report.hpp"

namespace sluice::bench {

enum class found : std::uint8_t { nothing, open, paid, ended_otherwise };

/// By step, then by the command's place in it; a command beyond the end: nothing.
using orders_in_log = std::array<std::vector<found>, enumerators<step>.size()>;

[[nodiscard]] std::variant<orders_in_log, problem> read_orders(const std::filesystem::path& log);

}  // namespace sluice::bench
