#pragma once
/// The memtable of families whose keys are random and asked for one by one. RocksDB's hash table
/// answers in constant time, but sorts itself into a skip list when it is flushed, which costs more
/// than all else that a write does. So each key is also put into RocksDB's vector, which sorts
/// once.

#include <rocksdb/memtablerep.h>

#include <memory>

namespace sluice::store {

/// One writer at a time. Iterators over everything ask the vector, all others the hash table.
[[nodiscard]] std::shared_ptr<rocksdb::MemTableRepFactory> lookup_memtable();

}  // namespace sluice::store
