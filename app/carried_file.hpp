#pragma once
/// What a bill leaves for the next one, as a file of text: a line each, in the words of
/// `sluice recon check --carry-to`. Nothing in it is believed without the log.

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/reconciliation/sides.hpp"

namespace sluice::app {

/// A sentence about what is wrong with it and where.
[[nodiscard]] std::variant<std::vector<reconciliation::claim>, std::string> read_carried(
    const std::filesystem::path& file);
/// Whole or not at all, in place of what was there. A sentence: why not.
[[nodiscard]] std::optional<std::string> write_carried(
    const std::filesystem::path& file, const std::vector<reconciliation::claim>& all);

}  // namespace sluice::app
