#pragma once
/// What RocksDB says of itself, for metrics.

#include <cstdint>

namespace sluice::store {

/// What it does not say is 0.
struct database_figures {
  std::uint64_t wal_bytes = 0;
  std::uint64_t memtable_bytes = 0;
  std::uint64_t pending_compaction_bytes = 0;
  bool is_write_stopped = false;
  std::uint64_t delayed_bytes_per_second = 0;  ///< 0: writes are not slowed down
};

/// A log that can say so. Any thread.
class measured_log {
 public:
  virtual ~measured_log() = default;
  [[nodiscard]] virtual database_figures figures() const = 0;
};

}  // namespace sluice::store
