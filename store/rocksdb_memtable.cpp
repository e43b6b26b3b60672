#include "store/rocksdb_memtable.hpp"

#include <utility>

#include "base/invariant.hpp"

namespace sluice::store {
namespace {

using rocksdb::KeyHandle;
using rocksdb::MemTableRep;

class hash_and_vector final : public MemTableRep {
 public:
  hash_and_vector(rocksdb::Allocator* allocator, MemTableRep* hash, MemTableRep* vector)
      : MemTableRep(allocator), hash_(hash), vector_(vector) {}

  /// The hash table puts the key behind a node of its own; the vector wants the key.
  KeyHandle Allocate(std::size_t size, char** key) override {
    const auto handle = hash_->Allocate(size, key);
    allocated_ = *key;
    return handle;
  }
  void Insert(KeyHandle handle) override {
    SLUICE_INVARIANT(allocated_ != nullptr);
    hash_->Insert(handle);
    vector_->Insert(std::exchange(allocated_, nullptr));
  }
  void MarkReadOnly() override {
    hash_->MarkReadOnly();
    vector_->MarkReadOnly();
  }
  void MarkFlushed() override {
    hash_->MarkFlushed();
    vector_->MarkFlushed();
  }

  bool Contains(const char* key) const override { return hash_->Contains(key); }
  void Get(const rocksdb::LookupKey& key, void* arguments,
           bool (*take)(void* arguments, const char* entry)) override {
    hash_->Get(key, arguments, take);
  }
  Iterator* GetIterator(rocksdb::Arena* arena) override { return vector_->GetIterator(arena); }
  Iterator* GetDynamicPrefixIterator(rocksdb::Arena* arena) override {
    return hash_->GetDynamicPrefixIterator(arena);
  }
  std::size_t ApproximateMemoryUsage() override {
    return hash_->ApproximateMemoryUsage() + vector_->ApproximateMemoryUsage();
  }

 private:
  std::unique_ptr<MemTableRep> hash_;
  std::unique_ptr<MemTableRep> vector_;
  char* allocated_ =
      nullptr;  ///< and not inserted yet; each key is inserted before the next is allocated
};

class factory final : public rocksdb::MemTableRepFactory {
 public:
  const char* Name() const override { return "hash and vector"; }
  using MemTableRepFactory::CreateMemTableRep;
  MemTableRep* CreateMemTableRep(
      const MemTableRep::KeyComparator& order, rocksdb::Allocator* allocator,
      const rocksdb::SliceTransform* prefix, rocksdb::Logger* logger) override {
    return new hash_and_vector(
        allocator, hash_->CreateMemTableRep(order, allocator, prefix, logger),
        vector_.CreateMemTableRep(order, allocator, prefix, logger));
  }

 private:
  /// 1 MiB of them, from the start: a memtable must be much larger.
  static constexpr std::size_t buckets = std::size_t{1} << 17;
  static constexpr std::uint32_t skip_list_from = 256;  ///< entries in one bucket
  static constexpr bool count_buckets_at_every_flush = false;

  std::unique_ptr<rocksdb::MemTableRepFactory> hash_{rocksdb::NewHashLinkListRepFactory(
      buckets, 0, buckets, count_buckets_at_every_flush, skip_list_from)};
  rocksdb::VectorRepFactory vector_;
};

}  // namespace

std::shared_ptr<rocksdb::MemTableRepFactory> lookup_memtable() {
  return std::make_shared<factory>();
}

}  // namespace sluice::store
