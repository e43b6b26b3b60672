#pragma once
/// The log on disk. Opens a data folder as events/FORMAT.md describes it, after having checked that
/// it is ours, of this version, held by nobody else, and that nothing acknowledged is missing.
///
/// Called once at start (serve, bench, demo) and by auditors, who open read_only beside a running
/// engine.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <variant>

#include "store/event_log.hpp"
#include "store/log_history.hpp"
#include "store/open_error.hpp"

namespace sluice::store {

struct open_options {
  std::filesystem::path folder;
  std::uint16_t partition = 0;
  std::uint32_t epoch = 1;
  /// Sees the log as it was when it was opened. Takes no lock; every append is write_failed.
  bool read_only = false;
  bool create = false;  ///< when there is no log yet
  bool unfinished = false;  ///< also one that is still being put together, by whoever does so
  /// Streams whose index entries may wait (recent_streams.hpp). More: fewer writes, a longer tail
  /// to read at the start.
  std::size_t most_unindexed = 4096;
  log_id id_if_none{};  ///< of a log that has none, from now on; by chance
  std::uint64_t next_incarnation = 0;  ///< the number of one that begins; grows with time
  /// It was put back from a backup, says a person: an incarnation begins. Its end is accepted, even
  /// if HEAD remembers a later one. Costs a reading of the whole log then.
  bool restored = false;
  /// Somebody outside knows the log up to here. If it ends before, it was put back: an incarnation
  /// begins, once for the same sequence. 0: nobody does.
  sequence known_outside = 0;
  /// Told in sentences what deserves attention and does not keep the log from being opened.
  std::function<void(const std::string&)> remark = [](const std::string&) {};
};

/// Exactly one thread may call append at a time; every thread may read.
[[nodiscard]] std::variant<std::unique_ptr<event_log>, open_error> open_rocksdb_event_log(
    const open_options& options);

}  // namespace sluice::store
