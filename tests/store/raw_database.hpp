#pragma once
/// The database below a closed log, to do to it what must not happen.

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "store/key_layout.hpp"
#include "store/record_page.hpp"
#include "store/rocksdb_database.hpp"
#include "tests/catch.hpp"

namespace sluice::store {

[[nodiscard]] inline std::unique_ptr<rocksdb_database> raw_database(
    const std::filesystem::path& folder) {
  auto result = rocksdb_database::open(folder / "db", rocksdb_database::mode::write, nullptr);
  if (const auto* problem = std::get_if<open_error>(&result)) FAIL(problem->message);
  return std::get<std::unique_ptr<rocksdb_database>>(std::move(result));
}

inline void raw_put(const rocksdb_database& database, rocksdb::ColumnFamilyHandle* family,
                    std::string_view key, std::string_view value) {
  REQUIRE(database->Put({}, family, slice(key), slice(value)).ok());
}

/// Changes the stored bytes of one record, wherever in its page they are.
inline void raw_change(const rocksdb_database& database, sequence at,
                       const std::function<void(std::string&)>& change) {
  const std::unique_ptr<rocksdb::Iterator> i(database->NewIterator({}, database.events()));
  i->SeekForPrev(slice(view(event_key_of(0, at))));
  REQUIRE(i->Valid());
  std::string bytes(text(i->value()));
  record_page page(sequence_of_event_key(text(i->key()), 0).value(), bytes);
  const auto found = page.find(at);
  REQUIRE(found.has_value());
  std::string record(*found);
  const auto begins = static_cast<std::size_t>(found->data() - bytes.data());
  const auto size = record.size();
  change(record);
  bytes.replace(begins, size, record);
  raw_put(database, database.events(), text(i->key()), bytes);
}

}  // namespace sluice::store
