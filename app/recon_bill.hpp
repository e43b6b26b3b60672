#pragma once
/// A bill as a reconciliation wants it: rows as facts, the file's worth, its day, and what people
/// call its rows. `sluice recon check`.

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "audit/recon_facts.hpp"
#include "audit/recon_report.hpp"

namespace sluice::app {

struct recon_bill {
  recon_file file{};  ///< without the channel
  reconciliation::file_hash hash{};
  std::optional<ledger::day_number> day{};  ///< of the file itself, or of most of its rows
  bool compares_days = true;  ///< the time of a row lies on the bill's day
  std::string account{};      ///< whose it is; empty: it does not say
  std::vector<std::string> some_numbers{};  ///< of ours, by which its channel can be found
};

/// Rows go to `rows`. `account`: whose it should be; empty: the one that its first row names. What
/// is wrong is a sentence with the file's name.
[[nodiscard]] std::variant<recon_bill, std::string> read_recon_bill(
    const std::filesystem::path& file, const std::string& account, recon_facts& rows);

/// What the bill calls these rows, read once more. Empty: it cannot be read any more.
[[nodiscard]] std::map<std::uint32_t, recon_names> names_of_rows(
    const std::filesystem::path& file, const std::vector<reconciliation::difference>& of);

}  // namespace sluice::app
