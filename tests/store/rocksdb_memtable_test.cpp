#include "store/rocksdb_memtable.hpp"

#include <rocksdb/db.h>
#include <rocksdb/slice_transform.h>

#include <map>
#include <random>

#include "tests/store/store_fixture.hpp"

using namespace sluice::store;

namespace {

std::unique_ptr<rocksdb::DB> open_database(const std::filesystem::path& folder) {
  rocksdb::Options options;
  options.create_if_missing = true;
  options.allow_concurrent_memtable_write = false;
  options.prefix_extractor.reset(rocksdb::NewNoopTransform());
  options.memtable_factory = lookup_memtable();
  rocksdb::DB* opened = nullptr;
  const auto status = rocksdb::DB::Open(options, folder.string(), &opened);
  INFO(status.ToString());
  REQUIRE(status.ok());
  return std::unique_ptr<rocksdb::DB>(opened);
}

using model = std::map<std::string, std::string>;

model everything_in(rocksdb::DB& database) {
  rocksdb::ReadOptions all;
  all.total_order_seek = true;
  const std::unique_ptr<rocksdb::Iterator> i(database.NewIterator(all));
  model found;
  std::string before;
  for (i->SeekToFirst(); i->Valid(); i->Next()) {
    CHECK(before < i->key().ToString());
    before = i->key().ToString();
    found.emplace(before, i->value().ToString());
  }
  return found;
}

void check_same(rocksdb::DB& database, const model& expected) {
  CHECK(everything_in(database) == expected);
  for (int n = 0; n < 700; ++n) {
    const auto key = "key/" + std::to_string(n);
    std::string value;
    const auto status = database.Get({}, key, &value);
    const auto should = expected.find(key);
    if (should == expected.end())
      CHECK(status.IsNotFound());
    else
      CHECK(value == should->second);
  }
}

}  // namespace

TEST_CASE("a lookup memtable answers and sorts, before and after it is flushed") {
  const scratch_folder folder;
  model expected;
  std::mt19937 dice(7);
  {
    const auto database = open_database(folder / "db");
    for (int round = 0; round < 4; ++round) {
      for (int n = 0; n < 1000; ++n) {
        const auto key = "key/" + std::to_string(dice() % 600);
        if (dice() % 4 == 0) {
          REQUIRE(database->Delete({}, key).ok());
          expected.erase(key);
        } else {
          expected[key] = std::to_string(dice());
          REQUIRE(database->Put({}, key, expected[key]).ok());
        }
      }
      check_same(*database, expected);
      if (round < 3) REQUIRE(database->Flush({}).ok());
      check_same(*database, expected);
    }
  }
  check_same(*open_database(folder / "db"), expected);  // what was in memory comes from the WAL
}
