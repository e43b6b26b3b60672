#pragma once
/// The files of a simulated disk, and what a crash leaves of them. Bytes are durable once their
/// file was synced, names (a file created, renamed, deleted) once sync_names() was called, which
/// syncs all folders at once; folders themselves are durable at once.
///
/// A crash takes from each file none, some or all of the bytes that were not synced: the end of a
/// write can be torn. Of the changes of names it keeps the first few, as a journaling file system
/// does. What it keeps is drawn from the function that the caller gives.
///
/// Knows nothing of RocksDB; forgetful_files.hpp is RocksDB's door to it. Any thread.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::sim {

/// Any number below `bound`, which is at least 1. The only source of chance.
using draw = std::function<std::uint64_t(std::uint64_t bound)>;

/// How an append or a sync fails, and what becomes of the bytes.
enum class failure : std::uint8_t {
  lost,  ///< an error; the bytes are gone, even if a later sync says otherwise (fsyncgate)
  kept,  ///< an error, and yet all is done; after a sync the bytes are durable
  full,  ///< no space is left: half is appended, nothing is synced, the next crash decides
};

enum class io_result : std::uint8_t {
  done,
  missing,  ///< no such file
  broken,
  full,
  stopped,  ///< the machine has no power
};

class platter {
 public:
  /// Synced up to `synced`; what lies behind may be lost.
  struct file {
    std::string bytes{};
    std::size_t synced = 0;
    bool fails = false;    ///< it is a write-ahead log: what fail_next_… is about
    bool forgets = false;  ///< a sync has failed: no later one makes anything durable
  };
  using file_ref = std::shared_ptr<file>;

  // -- names. A path has no slash at its end and none twice. ----------------------------------

  [[nodiscard]] file_ref find(const std::string& path) const;
  [[nodiscard]] bool is_folder(const std::string& path) const;
  /// Names without the folder, in order.
  [[nodiscard]] std::vector<std::string> children(const std::string& folder) const;
  [[nodiscard]] io_result make_folder(const std::string& path);
  /// An empty file, in place of what had this name.
  [[nodiscard]] io_result create(const std::string& path, file_ref& created);
  [[nodiscard]] io_result rename(const std::string& from, const std::string& to);
  [[nodiscard]] io_result remove(const std::string& path);
  [[nodiscard]] io_result sync_names();

  // -- bytes ----------------------------------------------------------------------------------

  [[nodiscard]] std::uint64_t size(const file& f) const;
  /// How many bytes there were from `offset` on, at most `wanted`.
  std::size_t read(const file& f, std::uint64_t offset, std::size_t wanted, char* to) const;
  [[nodiscard]] io_result append(file& f, std::string_view bytes);
  [[nodiscard]] io_result sync(file& f);

  // -- faults. Each strikes once; restart() takes back what did not strike. --------------------

  /// Of a write-ahead log, a file whose name ends in ".log".
  void fail_next_append(failure how);
  void fail_next_sync(failure how);
  /// The power fails when this many more changes (of a name or bytes, or syncs) were made.
  void stop_after(std::uint64_t changes);
  /// The power fails now: nothing changes any more, reading goes on.
  void stop();
  [[nodiscard]] bool stopped() const;
  /// The power is back, and what was not durable is gone. Nobody has a file open any more.
  void restart(const draw& chance);

 private:
  using names = std::map<std::string, file_ref>;
  /// `gone` stops to be a name, `path` becomes one, both at once; either may be empty.
  struct name_change {
    std::string gone{};
    std::string path{};
    file_ref target{};
  };

  [[nodiscard]] bool has_power();
  [[nodiscard]] io_result change(name_change c);
  static void apply(names& all, const name_change& c);

  mutable std::mutex mutex_;
  std::set<std::string> folders_;
  names names_;
  names durable_names_;
  std::vector<name_change> unsynced_changes_;  ///< from durable_names_ to names_
  std::optional<failure> next_append_;
  std::optional<failure> next_sync_;
  std::optional<std::uint64_t> changes_left_;
  bool stopped_ = false;
};

}  // namespace sluice::sim
