#include "store/rocksdb_log.hpp"

namespace sluice::store {
namespace {

std::uint64_t sum_of(rocksdb::DB& database, const rocksdb::Slice& property) {
  std::uint64_t out = 0;
  return database.GetAggregatedIntProperty(property, &out) ? out : 0;
}

std::uint64_t value_of(rocksdb::DB& database, const rocksdb::Slice& property) {
  std::uint64_t out = 0;
  return database.GetIntProperty(property, &out) ? out : 0;
}

std::uint64_t wal_bytes_of(rocksdb::DB& database) {
  rocksdb::VectorLogPtr files;
  if (!database.GetSortedWalFiles(files).ok()) return 0;
  std::uint64_t out = 0;
  for (const auto& f : files)
    if (f->Type() == rocksdb::kAliveLogFile) out += f->SizeFileBytes();
  return out;
}

}  // namespace

database_figures rocksdb_log::figures() const {
  using property = rocksdb::DB::Properties;
  auto& database = **database_;
  return {.wal_bytes = wal_bytes_of(database),
          .memtable_bytes = sum_of(database, property::kCurSizeAllMemTables),
          .pending_compaction_bytes = sum_of(database, property::kEstimatePendingCompactionBytes),
          .is_write_stopped = value_of(database, property::kIsWriteStopped) != 0,
          .delayed_bytes_per_second = value_of(database, property::kActualDelayedWriteRate)};
}

}  // namespace sluice::store
