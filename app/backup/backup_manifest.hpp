#pragma once
/// What one backup holds: which log, up to where, and each file by its hash. Written last, so that
/// a backup that has one is whole.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/instant.hpp"

namespace sluice::app {

struct backup_file {
  std::string path{};  ///< inside the data folder
  std::uint64_t size = 0;
  std::string sha256{};  ///< hexadecimal; under this name it lies in the repository
  friend bool operator==(const backup_file&, const backup_file&) = default;
};

struct backup_manifest {
  std::uint64_t number = 0;
  instant taken_at{};
  std::string log{};  ///< its id, log_history.hpp
  std::uint64_t incarnation = 0;
  std::uint16_t partition = 0;
  std::uint32_t epoch = 0;
  std::uint64_t first = 0, last = 0;  ///< sequences
  std::uint64_t new_bytes = 0;  ///< that no backup before it had
  std::vector<backup_file> files{};
  friend bool operator==(const backup_manifest&, const backup_manifest&) = default;
};

[[nodiscard]] std::uint64_t size_of(const backup_manifest& all) noexcept;

/// "backup 7", as sentences name it.
[[nodiscard]] std::string title_of(const backup_manifest& m);

[[nodiscard]] std::string to_json_text(const backup_manifest& m);
/// Else a sentence about what is wrong with it.
[[nodiscard]] std::variant<backup_manifest, std::string> manifest_from_json(std::string_view text);

}  // namespace sluice::app
