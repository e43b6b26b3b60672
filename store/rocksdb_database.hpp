#pragma once
/// An open RocksDB with its column families, and the flag that says that it can no longer be
/// written.

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "store/event_log.hpp"
#include "store/open_error.hpp"

namespace sluice::store {

[[nodiscard]] inline rocksdb::Slice slice(std::string_view s) noexcept {
  return {s.data(), s.size()};
}
[[nodiscard]] inline std::string_view text(const rocksdb::Slice& s) noexcept {
  return {s.data(), s.size()};
}

/// Once set, for ever: the outcome of some write is unknown. Any thread.
class failure_flag {
 public:
  void set(const std::string& why);
  [[nodiscard]] std::optional<write_failed> get() const;

 private:
  std::atomic<bool> is_set_{false};
  mutable std::mutex mutex_;
  std::string why_;
};

class rocksdb_database {
 public:
  enum class mode : std::uint8_t { read, write, create };
  /// Tells by itself when a column family is not known here: then a newer version wrote it.
  [[nodiscard]] static std::variant<std::unique_ptr<rocksdb_database>, open_error> open(
      const std::filesystem::path& path, mode how, rocksdb::Env* environment);
  ~rocksdb_database();
  rocksdb_database(const rocksdb_database&) = delete;
  rocksdb_database& operator=(const rocksdb_database&) = delete;

  [[nodiscard]] rocksdb::DB& operator*() const noexcept { return *database_; }
  [[nodiscard]] rocksdb::DB* operator->() const noexcept { return database_.get(); }
  [[nodiscard]] rocksdb::ColumnFamilyHandle* events() const noexcept { return handles_[1]; }
  [[nodiscard]] rocksdb::ColumnFamilyHandle* streams() const noexcept { return handles_[2]; }
  [[nodiscard]] rocksdb::ColumnFamilyHandle* open_index() const noexcept { return handles_[3]; }
  /// In the order in which they were opened. Costs as much as there are: for the start only.
  [[nodiscard]] std::unique_ptr<rocksdb::Iterator> every_open_stream() const;
  [[nodiscard]] rocksdb::ColumnFamilyHandle* entries() const noexcept { return handles_[4]; }
  [[nodiscard]] rocksdb::ColumnFamilyHandle* meta() const noexcept { return handles_[5]; }
  [[nodiscard]] failure_flag& failure() const noexcept { return *failure_; }

 private:
  rocksdb_database() = default;
  /// Each family is where the functions above look for it.
  [[nodiscard]] bool has_each_in_its_place() const;

  std::shared_ptr<failure_flag> failure_ = std::make_shared<failure_flag>();
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;  ///< as column_families() has them
  std::unique_ptr<rocksdb::DB> database_;
};

/// A follower that had been further than `end` would pass over what is written from there on; what
/// it made of what is gone goes with it.
[[nodiscard]] rocksdb::Status put_cursors_back(const rocksdb_database& database, sequence end,
                                               rocksdb::WriteBatch& batch);

}  // namespace sluice::store
