#pragma once
/// Files that are copied so that they are there after a power failure, and known by their hash.

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sluice::app {

/// A sentence for a person: what could not be done, with the path.
struct backup_failed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Hexadecimal SHA-256. Throws backup_failed where it cannot be read.
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& file);

/// Under another name first, then synced, then renamed: whoever finds `to` finds all of it. Throws.
void copy_durably(const std::filesystem::path& from, const std::filesystem::path& to);
void write_durably(const std::filesystem::path& to, std::string_view bytes);
/// The names in it.
void sync_names(const std::filesystem::path& folder);
[[nodiscard]] std::string read_file(const std::filesystem::path& file);

}  // namespace sluice::app
