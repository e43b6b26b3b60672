#include "store/rocksdb_options.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/convenience.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>

#include <algorithm>

#include "store/key_layout.hpp"
#include "store/rocksdb_memtable.hpp"

namespace sluice::store {
namespace {

constexpr std::size_t kibibyte = 1024;
constexpr std::size_t mebibyte = std::size_t{1} << 20;

rocksdb::CompressionType best_compression() {
  const auto supported = rocksdb::GetSupportedCompressions();
  const bool has_lz4 =
      std::find(supported.begin(), supported.end(), rocksdb::kLZ4Compression) != supported.end();
  return has_lz4 ? rocksdb::kLZ4Compression : rocksdb::kNoCompression;
}

/// One cache for all column families: how much memory goes to whom is decided by use.
std::shared_ptr<rocksdb::Cache> block_cache() { return rocksdb::NewLRUCache(64 * mebibyte); }

rocksdb::ColumnFamilyOptions plain(std::size_t memtable, const rocksdb::BlockBasedTableOptions& t) {
  rocksdb::ColumnFamilyOptions options;
  options.write_buffer_size = memtable;
  options.max_write_buffer_number = 2;  // more of them met bugs with failed flushes in 7.8
  options.compaction_style = rocksdb::kCompactionStyleLevel;  // or universal; FIFO drops data
  options.compression = best_compression();
  options.paranoid_file_checks = true;  // reads every new table back before it counts
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(t));
  return options;
}

/// Keys only rise, so that each one's place is behind the last one's: hence the hint. Read in order
/// or one by one; a filter would never say no. Small memtables: a flush takes a core from orders
/// under way, and four times as long with four times as much.
rocksdb::ColumnFamilyOptions events_options(rocksdb::BlockBasedTableOptions table) {
  table.block_size = 16 * kibibyte;
  auto options = plain(16 * mebibyte, table);
  options.memtable_insert_with_hint_prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(0));
  // Files wait to be moved down while an index is merged, as many bytes as RocksDB lets wait with
  // its usual memtables, which are four times as large. Reads look into all that wait.
  options.level0_slowdown_writes_trigger = 80;
  options.level0_stop_writes_trigger = 144;
  return options;
}

/// Keys are random, most questions are about keys that are not there (is this order new?), and
/// nobody reads them in order: the tables have a filter, and the memtable is a hash table. Finding
/// the place of a random key in a skip list costs more than the rest of a write. Levels would
/// rewrite most of what is there for each few memtables that come; this merges files of like size.
rocksdb::ColumnFamilyOptions lookup_options(rocksdb::BlockBasedTableOptions table) {
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  auto options = plain(32 * mebibyte, table);
  options.prefix_extractor.reset(rocksdb::NewNoopTransform());  // a bucket is one whole key
  options.memtable_factory = lookup_memtable();
  options.compaction_style = rocksdb::kCompactionStyleUniversal;
  options.level0_file_num_compaction_trigger = 8;
  // Otherwise all of it would be rewritten every 30 days, and at once when an old folder is opened.
  options.ttl = 0;
  options.periodic_compaction_seconds = 0;
  return options;
}

}  // namespace

rocksdb::DBOptions database_options(rocksdb::Env* environment) {
  rocksdb::DBOptions options;
  if (environment != nullptr) options.env = environment;
  options.paranoid_checks = true;
  // Refuses a flipped bit inside the WAL, accepts a torn last batch, which nobody was told of. The
  // default would silently forget everything behind the flipped bit.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  // After a failed write RocksDB must not mend itself: the failed batch would be gone, and later
  // ones would be accepted.
  options.max_bgerror_resume_count = 0;
  // What the WAL holds goes back into memory; sorting and writing it would delay the start.
  options.avoid_flush_during_recovery = true;
  options.recycle_log_file_num = 0;
  options.allow_concurrent_memtable_write =
      false;  // there is one writer, and hash tables ask for it
  options.wal_compression = rocksdb::kNoCompression;
  // Bounds the replay at a start: what `open` holds alone would never be flushed. Twice what fills
  // an index's memtable, so that it is flushed by then: it would be closed once more, and with two
  // that wait nothing is written.
  options.max_total_wal_size = 400 * mebibyte;
  // What an index does must not hold up the events' files. (More than one flush at a time is safe
  // because none is tried again after a failure: there 7.8 can mix up their order.)
  options.max_background_flushes = 2;
  options.max_background_compactions = 2;
  options.max_open_files = -1;  // read-only openers keep files that a running engine deletes
  options.keep_log_file_num = 4;
  options.max_log_file_size = 8 * mebibyte;
  options.info_log_level = rocksdb::WARN_LEVEL;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> column_families() {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = block_cache();
  return {
      {rocksdb::kDefaultColumnFamilyName, plain(mebibyte, table)},
      {family::events, events_options(table)},
      {family::streams, lookup_options(table)},
      {family::open, lookup_options(table)},
      {family::entries, lookup_options(table)},
      {family::meta, plain(mebibyte, table)},
  };
}

}  // namespace sluice::store
