#pragma once
/// All files of a log as they were at one moment, as hard links and copies in a folder of their
/// own. Beside a running engine, which is not asked and does not wait: files of the database are
/// never changed but for their ends, and what was acknowledged is looked up before them, so that
/// the snapshot holds it. Whether it does is checked: an engine that was merging files meanwhile
/// makes us look again.

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "store/event_log.hpp"
#include "store/log_history.hpp"
#include "store/open_error.hpp"

namespace sluice::store {

/// Goes away with its files. What belongs to the log and lies elsewhere (keystores) is not in it.
class log_snapshot {
 public:
  struct contents {
    std::vector<std::string> files;  ///< by path inside the folder, in order
    sequence first = 0, last = 0;    ///< of records; 0: there are none
    std::uint32_t epoch = 0;         ///< of the last one
    log_history history;
  };

  /// In <data>/snapshot, because hard links reach no further than a file system. `partition`: the
  /// log's.
  [[nodiscard]] static std::variant<log_snapshot, open_error> take(
      const std::filesystem::path& data, std::uint16_t partition);
  log_snapshot(log_snapshot&& other) noexcept
      : folder_(std::exchange(other.folder_, {})), holds_(std::move(other.holds_)) {}
  log_snapshot& operator=(log_snapshot&&) = delete;
  ~log_snapshot();

  [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_; }
  [[nodiscard]] const contents& holds() const noexcept { return holds_; }

 private:
  log_snapshot(std::filesystem::path folder, contents holds)
      : folder_(std::move(folder)), holds_(std::move(holds)) {}

  std::filesystem::path folder_;
  contents holds_;
};

/// What a folder with a log holds, which must open and reach what was acknowledged.
[[nodiscard]] std::variant<log_snapshot::contents, open_error> contents_of(
    const std::filesystem::path& folder, std::uint16_t partition);

}  // namespace sluice::store
