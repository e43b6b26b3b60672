#pragma once
/// The file HEAD (events/FORMAT.md): how far the log had certainly got, kept outside the database.
/// It is written after a batch is durable, so it is never ahead of a sound log.

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "store/chain.hpp"
#include "store/event_log.hpp"
#include "store/file_descriptor.hpp"
#include "store/open_error.hpp"

namespace sluice::store {

using head_slot = std::array<char, 64>;
[[nodiscard]] head_slot encode_head_slot(const head& h, std::uint16_t partition,
                                         chain_hasher& hasher);

struct found_head {
  head acknowledged;
  std::size_t slot = 0;  ///< where it was: 0 or 1
  /// What is wrong with the rest of the file, a sentence each. The next writes mend it: they begin
  /// with the other slot.
  std::vector<std::string> faults{};
};

/// Nothing when there is no such file. An error when neither slot is sound, or the file is of
/// another partition or a newer version. Beside a running engine, too.
[[nodiscard]] std::variant<std::optional<found_head>, open_error> read_head_file(
    const std::filesystem::path& path, std::uint16_t partition);

/// In place of the one that is there, if there is one. All or nothing, and durable.
[[nodiscard]] std::optional<open_error> create_head_file(const std::filesystem::path& path,
                                                         std::uint16_t partition, const head& end);
/// Of an empty log.
[[nodiscard]] std::optional<open_error> create_head_file(const std::filesystem::path& path,
                                                         std::uint16_t partition);

class head_file {
 public:
  /// Takes off what is behind the slots.
  [[nodiscard]] static std::variant<head_file, open_error> open(
      const std::filesystem::path& path, std::uint16_t partition, std::size_t sound_slot);
  /// Writes the slot that is not the latest one, and syncs when a second of the records' own time
  /// has passed since the last sync: the log itself is durable already. The error's text when it
  /// did not work.
  [[nodiscard]] std::optional<std::string> write(const head& h, std::int64_t time_ms);
  [[nodiscard]] std::optional<std::string> sync();

 private:
  head_file(file_descriptor file, std::filesystem::path path, std::uint16_t partition,
            std::size_t sound_slot);

  file_descriptor file_;
  std::filesystem::path path_;
  std::uint16_t partition_;
  std::size_t next_slot_;
  sequence written_ = 0;  ///< it only grows
  chain_hasher hasher_;
  std::optional<std::int64_t> synced_at_ms_;
};

}  // namespace sluice::store
