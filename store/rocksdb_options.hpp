#pragma once
/// How RocksDB is set up, with the reason for each setting that is not its default. Seen by the
/// store's own files, and by tests that need a file system that fails.

#include <rocksdb/db.h>
#include <rocksdb/listener.h>

#include <memory>
#include <variant>
#include <vector>

#include "store/rocksdb_event_log.hpp"

namespace sluice::store {

/// `environment` may be null: the machine's own file system.
[[nodiscard]] rocksdb::DBOptions database_options(rocksdb::Env* environment);
/// In the order of FORMAT.md, after RocksDB's own "default", which stays empty.
[[nodiscard]] std::vector<rocksdb::ColumnFamilyDescriptor> column_families();

/// As open_rocksdb_event_log, on another file system. HEAD and LOCK stay on the machine's own.
[[nodiscard]] std::variant<std::unique_ptr<event_log>, open_error> open_rocksdb_event_log(
    const open_options& options, rocksdb::Env* environment);

}  // namespace sluice::store
